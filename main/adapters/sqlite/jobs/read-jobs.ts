import type { AccountId, JobId } from '../../../../contract/ids.ts';
import {
  type Attempt,
  type AttemptError,
  type Job,
  type JobFilter,
  type JobState,
  jobStates,
} from '../../../core/ports/job-store.ts';
import type { ReadDb } from '../connection.ts';
import { readRow, readRows } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { holdsKey, jobColumns, type JobRow, toJob } from './job-row.ts';

const selectJob = sql<{ id: JobId }, JobRow>(`SELECT ${jobColumns} FROM job WHERE id = :id`);

export function findJob(db: ReadDb, id: JobId): Job | null {
  const row = readRow(db, selectJob, { id });
  return row === null ? null : toJob(row);
}

const selectLive = sql<{ key: string }, JobRow>(
  `SELECT ${jobColumns} FROM job WHERE dedupe_key = :key AND dedupe_key IS NOT NULL AND ${holdsKey}`,
);

export function findLiveJob(db: ReadDb, key: string): Job | null {
  const row = readRow(db, selectLive, { key });
  return row === null ? null : toJob(row);
}

interface ListParams {
  readonly states: string;
  readonly kinds: string | null;
  readonly mailbox: AccountId | null;
  readonly limit: number;
}

const selectJobs = sql<ListParams, JobRow>(`
  SELECT ${jobColumns} FROM job
  WHERE state IN (SELECT value FROM json_each(:states))
    AND (:kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)))
    AND (:mailbox IS NULL OR mailbox = :mailbox)
  ORDER BY id DESC LIMIT :limit`);

export function listJobs(db: ReadDb, filter: JobFilter): readonly Job[] {
  return readRows(db, selectJobs, {
    states: JSON.stringify(filter.states ?? jobStates),
    kinds: filter.kinds === undefined ? null : JSON.stringify(filter.kinds),
    mailbox: filter.mailbox ?? null,
    limit: filter.limit ?? -1,
  }).map(toJob);
}

type AttemptRow = Omit<Attempt, 'error'> & { readonly [Field in keyof AttemptError]: AttemptError[Field] | null };

const selectAttempts = sql<{ id: JobId }, AttemptRow>(`
  SELECT n, epoch, started_at_ms AS startedAtMs, ended_at_ms AS endedAtMs, outcome,
    error_code AS code, error_detail AS detail, http_status AS httpStatus, request_id AS requestId
  FROM job_attempt WHERE job_id = :id ORDER BY n`);

export function listAttempts(db: ReadDb, id: JobId): readonly Attempt[] {
  return readRows(db, selectAttempts, { id }).map(({ code, detail, httpStatus, requestId, ...attempt }) => ({
    ...attempt,
    error: code === null ? null : { code, detail: detail ?? '', httpStatus, requestId },
  }));
}

const selectNextDue = sql<{ ignoring: string }, { runAtMs: number }>(`
  SELECT run_at_ms AS runAtMs FROM job INDEXED BY job_due
  WHERE state = 'waiting'
    AND (wait_reason IS NULL OR wait_reason NOT IN (SELECT value FROM json_each(:ignoring)))
  ORDER BY run_at_ms LIMIT 1`);

export function nextDueMs(db: ReadDb, ignoring: readonly string[]): number | null {
  return readRow(db, selectNextDue, { ignoring: JSON.stringify(ignoring) })?.runAtMs ?? null;
}

const selectCount = sql<{ states: string }, { n: number }>(
  'SELECT count(*) AS n FROM job WHERE state IN (SELECT value FROM json_each(:states))',
);

export function countJobs(db: ReadDb, states: readonly JobState[]): number {
  return readRow(db, selectCount, { states: JSON.stringify(states) })?.n ?? 0;
}
