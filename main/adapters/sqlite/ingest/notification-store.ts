import type { NotificationMark, NotificationStore } from '../../../core/ports/notification-store.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { write } from '../run-statement.ts';
import { sql } from '../statement.ts';

/** The service repeats for four hours what was not taken in (docs/graph.md). */
const REMEMBERED_MS = 24 * 60 * 60_000;

const insertMark = sql<NotificationMark & { nowMs: number }>(`
  INSERT INTO notification (subscription, kind, item_sha256, received_at_ms)
  VALUES (:subscription, :kind, :digest, :nowMs)
  ON CONFLICT (item_sha256) DO NOTHING`);
const deleteOld = sql<{ beforeMs: number }>(`
  DELETE FROM notification WHERE id IN (
    SELECT id FROM notification WHERE received_at_ms < :beforeMs ORDER BY id LIMIT 100)`);

export function sqliteNotificationStore(db: WriteDb): NotificationStore {
  return {
    takeIn: (marks, act, nowMs) =>
      inTransaction(db, () => {
        write(db, deleteOld, { beforeMs: nowMs - REMEMBERED_MS });
        let fresh = 0;
        for (const mark of marks) {
          const { subscription, kind, digest } = mark;
          if (write(db, insertMark, { subscription, kind, digest, nowMs }) === 0) continue;
          fresh += 1;
          act(mark);
        }
        return fresh;
      }),
  };
}
