import type { AccountId, JobId } from '../../../../contract/ids.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { write } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { holdsKey } from './job-row.ts';

/** A running job remembers the wake-up until it is acknowledged: its run may already have looked. */
const wakeUp = `
  woken = (state = 'leased'),
  run_at_ms = CASE state WHEN 'waiting' THEN :nowMs ELSE run_at_ms END,
  wait_reason = NULL,
  state = CASE state WHEN 'waiting' THEN 'ready' ELSE state END`;

const wake = sql<{ key: string; nowMs: number }>(
  `UPDATE job SET ${wakeUp} WHERE dedupe_key = :key AND ${holdsKey} AND state <> 'parked'`,
);

export function wakeJob(db: WriteDb, key: string, nowMs: number): boolean {
  return inTransaction(db, () => write(db, wake, { key, nowMs }) === 1);
}

const wakeAll = sql<{ mailbox: AccountId; because: string; nowMs: number }>(`
  UPDATE job SET ${wakeUp}
  WHERE mailbox = :mailbox AND (state = 'leased' OR state = 'waiting' AND wait_reason = :because)`);

export function wakeJobs(db: WriteDb, mailbox: AccountId, because: string, nowMs: number): number {
  return inTransaction(db, () => write(db, wakeAll, { mailbox, because, nowMs }));
}

const cancel = sql<{ id: JobId }>(
  `UPDATE job SET state = 'cancelled' WHERE id = :id AND state IN ('waiting', 'ready', 'parked')`,
);

export function cancelJob(db: WriteDb, id: JobId): boolean {
  return inTransaction(db, () => write(db, cancel, { id }) === 1);
}

const place = sql<{ key: string; place: number }>(
  `UPDATE job SET place = :place WHERE dedupe_key = :key AND ${holdsKey}`,
);

export function placeJob(db: WriteDb, key: string, at: number): boolean {
  return inTransaction(db, () => write(db, place, { key, place: at }) === 1);
}

const park = sql<{ id: JobId }>(`UPDATE job SET state = 'parked' WHERE id = :id AND state IN ('waiting', 'ready')`);

export function parkJob(db: WriteDb, id: JobId): boolean {
  return inTransaction(db, () => write(db, park, { id }) === 1);
}

const unpark = sql<{ id: JobId; nowMs: number }>(`
  UPDATE job SET state = CASE WHEN run_at_ms <= :nowMs THEN 'ready' ELSE 'waiting' END
  WHERE id = :id AND state = 'parked'`);

export function unparkJob(db: WriteDb, id: JobId, nowMs: number): boolean {
  return inTransaction(db, () => write(db, unpark, { id, nowMs }) === 1);
}
