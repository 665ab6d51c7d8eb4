import type { AccountId, OutboxId } from '../../../../contract/ids.ts';
import type { BounceStore, InboxPlace, WatchedMailbox } from '../../../core/ports/bounce-store.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { readRow, readRows, write } from '../run-statement.ts';
import { sql } from '../statement.ts';

interface ByAccount {
  readonly account: AccountId;
}

const selectWatched = sql<{ sinceMs: number }, WatchedMailbox>(`
  SELECT account, min(sent_ms) AS firstSentMs, max(sent_ms) AS lastSentMs
  FROM (
    -- What the service kept until its time left then.
    SELECT account, max(coalesce(accepted_at_ms, send_tried_at_ms), coalesce(send_at_ms, 0)) AS sent_ms
    FROM outbox WHERE step = 'sent'
  )
  WHERE sent_ms >= :sinceMs GROUP BY account ORDER BY account`);
const selectPlace = sql<ByAccount, InboxPlace>(
  'SELECT seen_to_ms AS seenToMs, looked_at_ms AS lookedAtMs FROM bounce_look WHERE account = :account',
);
const upsertPlace = sql<ByAccount & InboxPlace>(`
  INSERT INTO bounce_look (account, seen_to_ms, looked_at_ms) VALUES (:account, :seenToMs, :lookedAtMs)
  ON CONFLICT (account) DO UPDATE SET seen_to_ms = excluded.seen_to_ms, looked_at_ms = excluded.looked_at_ms`);
const selectBySentId = sql<ByAccount & { sentId: string }, { id: OutboxId }>(
  "SELECT id FROM outbox WHERE step = 'sent' AND account = :account AND sent_id = :sentId",
);

export function sqliteBounceStore(db: WriteDb): BounceStore {
  return {
    watched: (sinceMs) => readRows(db, selectWatched, { sinceMs }),
    place: (account) => readRow(db, selectPlace, { account }),
    savePlace(account, place) {
      inTransaction(db, () => write(db, upsertPlace, { account, ...place }));
    },
    findBySentId: (account, sentId) => readRow(db, selectBySentId, { account, sentId })?.id ?? null,
  };
}
