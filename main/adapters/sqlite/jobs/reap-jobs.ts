import { defaultMaxStalls } from '../../../core/ports/job-store.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { readRows, write, writeRow } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { recordOutcome } from './job-outcome.ts';
import { dropLease, recordEnd, wanted } from './acknowledge-job.ts';

interface LapsedRow {
  readonly id: number;
  readonly kind: string;
  readonly stalls: number;
  readonly runs: number;
  readonly formerOwner: number;
}

const selectLapsed = sql<{ nowMs: number; epoch: number }, LapsedRow>(`
  SELECT id, kind, stalls, runs, lease_epoch <> :epoch AS formerOwner FROM job
  WHERE state = 'leased' AND (lease_until_ms <= :nowMs OR lease_epoch <> :epoch)`);

const giveBack = sql<{ id: number }>(
  `UPDATE job SET ${dropLease}, state = 'ready', stalls = stalls + 1 WHERE id = :id`,
);

/** A job that newer work asked for starts afresh, as in any other death. */
const buryPoison = sql<{ id: number; nowMs: number }, { isDead: number }>(`
  UPDATE job SET ${dropLease},
    state = CASE WHEN ${wanted} THEN 'ready' ELSE 'dead' END,
    stalls = CASE WHEN ${wanted} THEN 0 ELSE stalls + 1 END,
    death_reason = CASE WHEN ${wanted} THEN NULL ELSE 'poison' END,
    died_at_ms = CASE WHEN ${wanted} THEN NULL ELSE :nowMs END,
    cause = 'poison', last_error_code = 'internal_error', last_error_at_ms = :nowMs,
    last_error_detail = 'Its worker ended without a word each time it was tried.'
  WHERE id = :id RETURNING state = 'dead' AS isDead`);

function buryAsPoison(db: WriteDb, id: number, nowMs: number): number {
  const isDead = writeRow(db, buryPoison, { id, nowMs })?.isDead ?? 0;
  if (isDead === 1) recordOutcome(db, id, 'dead', nowMs);
  return isDead;
}

/** A former owner is gone for certain, so its jobs come back at once; ours come back when their lease has run out. */
export function reapJobs(
  db: WriteDb,
  nowMs: number,
  maxStallsByKind: Readonly<Record<string, number>>,
): { readonly returned: number; readonly buried: number } {
  return inTransaction(db, () => {
    const lapsed = readRows(db, selectLapsed, { nowMs, epoch: db.epoch });
    let buried = 0;
    for (const { id, kind, stalls, runs, formerOwner } of lapsed) {
      recordEnd(db, id, runs, { outcome: formerOwner ? 'lost' : 'stalled', error: null, nowMs });
      if (stalls + 1 > (maxStallsByKind[kind] ?? defaultMaxStalls)) buried += buryAsPoison(db, id, nowMs);
      else write(db, giveBack, { id });
    }
    return { returned: lapsed.length - buried, buried };
  });
}
