import { isOldestTurn, pickCandidate, type Candidate } from '../../../core/jobs/pick-candidate.ts';
import type { ClaimRequest, Lease } from '../../../core/ports/job-store.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { readRow, readRows, write, writeRow } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { jobColumns, toJob, type JobRow } from './job-row.ts';

/**
 * How many jobs of one mailbox may run at once. The service allows four requests; one stays free for a person. Ingest has
 * places of its own, so that neither what comes nor what goes ever waits for all of the other.
 */
export interface MailboxSlots {
  readonly bulk: number;
  readonly interactive: number;
  readonly ingest?: number;
  /** Messages that travel together hold no request each while they wait for one another. */
  readonly merge?: number;
}

/** One claim stays short even when a hundred thousand jobs come due at once; the next claims bring in the rest. */
const promotedAtOnce = 1000;
const keptAttempts = 100;

const promote = sql<{ nowMs: number; limit: number }>(`
  UPDATE job SET state = 'ready', wait_reason = NULL WHERE id IN (
    SELECT id FROM job INDEXED BY job_due
    WHERE state = 'waiting' AND run_at_ms <= :nowMs ORDER BY run_at_ms LIMIT :limit)`);

interface CandidateRow extends Candidate {
  readonly lane: string;
  readonly mailbox: string;
  readonly leaseMs: number;
}

interface CandidateParams {
  readonly lanes: string;
  readonly leaseMsByKind: string;
  readonly bulk: number;
  readonly interactive: number;
  readonly ingest: number;
  readonly merge: number;
}

/**
 * For each mailbox with a free slot and each kind: one seek for its first ready job in the order of an index.
 * Here and above the index is named, because SQLite may prefer one that filters as well and then sorts all it finds.
 */
function candidatesBy(index: string, order: string): string {
  return `
    SELECT job.id, turn.lane, turn.mailbox, kind.value AS leaseMs,
      job.priority, job.run_at_ms AS runAtMs, turn.last_served AS lastServed
    FROM json_each(:lanes) AS lane
    CROSS JOIN job_turn AS turn ON turn.lane = lane.value
    CROSS JOIN json_each(:leaseMsByKind) AS kind
    CROSS JOIN job ON job.id = (
      SELECT id FROM job AS ready INDEXED BY ${index}
      WHERE state = 'ready' AND ready.lane = turn.lane AND ready.kind = kind.key AND ready.mailbox = turn.mailbox
      ORDER BY ${order} LIMIT 1)
    WHERE (
        SELECT count(*) FROM job AS busy
        WHERE busy.mailbox = turn.mailbox AND busy.state = 'leased' AND ${group('busy')} = ${group('turn')})
      < CASE turn.lane WHEN 'interactive' THEN :interactive WHEN 'ingest' THEN :ingest WHEN 'merge' THEN :merge
        ELSE :bulk END`;
}

/** Lanes that share their places. */
function group(table: string): string {
  return `CASE ${table}.lane WHEN 'ingest' THEN 1 WHEN 'merge' THEN 2 ELSE 0 END`;
}
const selectBest = sql<CandidateParams, CandidateRow>(candidatesBy('job_best', 'priority, place, run_at_ms, id'));
const selectOldest = sql<CandidateParams, CandidateRow>(candidatesBy('job_oldest', 'place, id'));

const selectLastClaim = sql<{ lanes: string }, { n: number }>(`
  SELECT coalesce(max(last_served), 0) AS n FROM job_turn WHERE lane IN (SELECT value FROM json_each(:lanes))`);

interface LeasedRow extends JobRow {
  readonly leaseToken: string;
  readonly runs: number;
}

const lease = sql<{ id: number; epoch: number; untilMs: number }, LeasedRow>(`
  UPDATE job SET state = 'leased', lease_token = lower(hex(randomblob(16))), lease_epoch = :epoch,
    lease_until_ms = :untilMs, got_rev = want_rev, woken = 0, runs = runs + 1
  WHERE id = :id AND state = 'ready'
  RETURNING ${jobColumns}, lease_token AS leaseToken, runs`);

const insertAttempt = sql<{ id: number; n: number; epoch: number; nowMs: number }>(
  'INSERT INTO job_attempt (job_id, n, epoch, started_at_ms) VALUES (:id, :n, :epoch, :nowMs)',
);
const trimAttempts = sql<{ id: number; through: number }>(
  'DELETE FROM job_attempt WHERE job_id = :id AND n <= :through',
);
const updateTurn = sql<{ lane: string; mailbox: string; n: number }>(
  'UPDATE job_turn SET last_served = :n WHERE lane = :lane AND mailbox = :mailbox',
);

export function claimJob(db: WriteDb, slots: MailboxSlots, request: ClaimRequest): Lease | null {
  const { nowMs } = request;
  return inTransaction(db, () => {
    write(db, promote, { nowMs, limit: promotedAtOnce });
    const lanes = JSON.stringify(request.lanes);
    const claimNumber = (readRow(db, selectLastClaim, { lanes })?.n ?? 0) + 1;
    const select = isOldestTurn(claimNumber) ? selectOldest : selectBest;
    const leaseMsByKind = JSON.stringify(request.leaseMsByKind);
    const picked = pickCandidate(
      readRows(db, select, { lanes, leaseMsByKind, ingest: slots.bulk, merge: slots.bulk, ...slots }),
      claimNumber,
    );
    if (picked === null) return null;

    const untilMs = nowMs + picked.leaseMs;
    const row = writeRow(db, lease, { id: picked.id, epoch: db.epoch, untilMs });
    if (row === null) return null;
    const { leaseToken, runs, ...job } = row;
    write(db, insertAttempt, { id: row.id, n: runs, epoch: db.epoch, nowMs });
    write(db, trimAttempts, { id: row.id, through: runs - keptAttempts });
    write(db, updateTurn, { lane: picked.lane, mailbox: picked.mailbox, n: claimNumber });
    return { job: toJob(job), token: leaseToken, untilMs, attempt: row.attempts };
  });
}
