import type { JobId } from '../../../../contract/ids.ts';
import type {
  AckResult,
  Attempt,
  AttemptError,
  DeathReason,
  Lease,
  ReleaseTerms,
} from '../../../core/ports/job-store.ts';
import { causeOf } from '../../../core/jobs/causes.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { write, writeRow } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { recordOutcome } from './job-outcome.ts';

interface Mine {
  readonly id: JobId;
  readonly token: string;
  readonly epoch: number;
}

/** Only the claim that still holds the job may say anything about it. */
const mine = `id = :id AND state = 'leased' AND lease_token = :token AND lease_epoch = :epoch`;

/** Asked for again since the claim looked: by an enqueue with its key, or by a wake-up. */
export const wanted = '(want_rev > got_rev OR woken)';

export const dropLease = 'lease_token = NULL, lease_epoch = NULL, lease_until_ms = NULL';

const extend = sql<Mine & { untilMs: number }>(`UPDATE job SET lease_until_ms = :untilMs WHERE ${mine}`);

export function heartbeatJob(db: WriteDb, lease: Lease, untilMs: number): boolean {
  return inTransaction(db, () => write(db, extend, { ...mineOf(db, lease), untilMs }) === 1);
}

const forgive = sql<Mine>(`UPDATE job SET attempts = 0, stalls = 0 WHERE ${mine}`);

export function forgiveJob(db: WriteDb, lease: Lease): boolean {
  return inTransaction(db, () => write(db, forgive, mineOf(db, lease)) === 1);
}

interface Acknowledged {
  /** The number of the attempt that ended. */
  readonly n: number;
  readonly again: number;
}

const complete = sql<Mine & { nowMs: number }, Acknowledged>(`
  UPDATE job SET ${dropLease}, stalls = 0,
    state = CASE WHEN ${wanted} THEN 'ready' ELSE 'done' END, cause = NULL,
    run_at_ms = CASE WHEN ${wanted} THEN :nowMs ELSE run_at_ms END,
    attempts = CASE WHEN ${wanted} THEN 0 ELSE attempts END
  WHERE ${mine} RETURNING runs AS n, state = 'ready' AS again`);

export function completeJob(db: WriteDb, lease: Lease, nowMs: number): AckResult {
  const params = { ...mineOf(db, lease), nowMs };
  return acknowledge(db, lease, { outcome: 'done', error: null, nowMs }, () => writeRow(db, complete, params));
}

interface ReleaseParams extends Mine {
  readonly nowMs: number;
  readonly runAtMs: number;
  readonly counted: number;
  readonly resetAttempts: number;
  readonly errorCode: string | null;
  readonly errorDetail: string | null;
  readonly cause: string | null;
  readonly because: string | null;
}

const release = sql<ReleaseParams, Acknowledged>(`
  UPDATE job SET ${dropLease}, stalls = 0,
    state = CASE WHEN woken OR :runAtMs <= :nowMs THEN 'ready' ELSE 'waiting' END,
    run_at_ms = CASE WHEN woken THEN :nowMs ELSE :runAtMs END,
    wait_reason = CASE WHEN woken OR :runAtMs <= :nowMs THEN NULL ELSE :because END,
    attempts = CASE WHEN :resetAttempts THEN 0 ELSE attempts END + :counted,
    cause = coalesce(:cause, cause), last_error_code = coalesce(:errorCode, last_error_code),
    last_error_detail = CASE WHEN :errorCode IS NULL THEN last_error_detail ELSE :errorDetail END,
    last_error_at_ms = CASE WHEN :errorCode IS NULL THEN last_error_at_ms ELSE :nowMs END
  WHERE ${mine} RETURNING runs AS n, woken AS again`);

export function releaseJob(db: WriteDb, lease: Lease, terms: ReleaseTerms, nowMs: number): AckResult {
  const params = {
    ...mineOf(db, lease),
    nowMs,
    runAtMs: terms.runAtMs,
    counted: Number(terms.counted),
    resetAttempts: Number(terms.resetAttempts),
    errorCode: terms.error?.code ?? null,
    errorDetail: terms.error?.detail ?? null,
    cause: terms.error === null ? null : causeOf(terms.error, null),
    because: terms.because,
  };
  const outcome = terms.counted ? 'retry' : 'waited';
  return acknowledge(db, lease, { outcome, error: terms.error, nowMs }, () => writeRow(db, release, params));
}

interface BuryParams extends Mine {
  readonly nowMs: number;
  readonly reason: DeathReason;
  readonly cause: string;
  readonly errorCode: string;
  readonly errorDetail: string;
}

const bury = sql<BuryParams, Acknowledged>(`
  UPDATE job SET ${dropLease}, stalls = 0,
    state = CASE WHEN ${wanted} THEN 'ready' ELSE 'dead' END,
    run_at_ms = CASE WHEN ${wanted} THEN :nowMs ELSE run_at_ms END,
    attempts = CASE WHEN ${wanted} THEN 0 ELSE attempts + 1 END,
    death_reason = CASE WHEN ${wanted} THEN NULL ELSE :reason END,
    died_at_ms = CASE WHEN ${wanted} THEN NULL ELSE :nowMs END,
    cause = :cause, last_error_code = :errorCode, last_error_detail = :errorDetail, last_error_at_ms = :nowMs
  WHERE ${mine} RETURNING runs AS n, state = 'ready' AS again`);

export function buryJob(
  db: WriteDb,
  lease: Lease,
  death: { readonly reason: DeathReason; readonly error: AttemptError },
  nowMs: number,
): AckResult {
  const { reason, error } = death;
  const told = { cause: causeOf(error, reason), errorCode: error.code, errorDetail: error.detail };
  const params = { ...mineOf(db, lease), nowMs, reason, ...told };
  return acknowledge(db, lease, { outcome: 'dead', error: death.error, nowMs }, () => writeRow(db, bury, params));
}

interface AttemptEnd {
  readonly outcome: Attempt['outcome'];
  readonly error: AttemptError | null;
  readonly nowMs: number;
}

type EndParams = { readonly [Field in keyof AttemptError]: AttemptError[Field] | null } & {
  readonly id: JobId | number;
  readonly n: number;
  readonly nowMs: number;
  readonly outcome: Attempt['outcome'];
};

const endAttempt = sql<EndParams>(`
  UPDATE job_attempt SET ended_at_ms = :nowMs, outcome = :outcome,
    error_code = :code, error_detail = :detail, http_status = :httpStatus, request_id = :requestId
  WHERE job_id = :id AND n = :n`);

export function recordEnd(db: WriteDb, id: JobId | number, n: number, end: AttemptEnd): void {
  const { outcome, nowMs } = end;
  const error = end.error ?? { code: null, detail: null, httpStatus: null, requestId: null };
  const params: EndParams = { id, n, nowMs, outcome, ...error };
  write(db, endAttempt, params);
  recordOutcome(db, Number(id), outcome, nowMs);
}

function acknowledge(db: WriteDb, lease: Lease, end: AttemptEnd, change: () => Acknowledged | null): AckResult {
  return inTransaction(db, () => {
    const row = change();
    if (row === null) return 'leaseLost';
    recordEnd(db, lease.job.id, row.n, end);
    return row.again ? 'rerun' : 'accepted';
  });
}

function mineOf(db: WriteDb, lease: Lease): Mine {
  return { id: lease.job.id, token: lease.token, epoch: db.epoch };
}
