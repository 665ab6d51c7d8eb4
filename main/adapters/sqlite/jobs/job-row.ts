import type { AccountId, JobId } from '../../../../contract/ids.ts';
import type { Job, JsonValue } from '../../../core/ports/job-store.ts';

/** A row of `job` as `jobColumns` reads it; the ids and the payload still in SQLite's own types. */
export interface JobRow extends Omit<Job, 'id' | 'mailbox' | 'payload' | 'replayOf' | 'replayedBy'> {
  readonly id: number;
  readonly mailbox: string;
  readonly payload: string;
  readonly replayOf: number | null;
  readonly replayedBy: number | null;
}

export const jobColumns = `
  id, kind, lane, mailbox, dedupe_key AS dedupeKey, payload, payload_version AS payloadVersion, title, priority, place,
  run_at_ms AS runAtMs, max_attempts AS maxAttempts, correlation_id AS correlationId, state, attempts, stalls,
  created_at_ms AS createdAtMs, last_error_code AS lastErrorCode, last_error_at_ms AS lastErrorAtMs,
  wait_reason AS waitReason, death_reason AS deathReason, died_at_ms AS diedAtMs,
  replay_of AS replayOf, replayed_by AS replayedBy`;

/** The states in which a job holds its key. Written out as in the index, or SQLite would not use that. */
export const holdsKey = `state IN ('waiting', 'ready', 'leased', 'parked')`;

export function toJob(row: JobRow): Job {
  return {
    ...row,
    id: toJobId(row.id),
    mailbox: row.mailbox as AccountId,
    payload: JSON.parse(row.payload) as JsonValue,
    replayOf: row.replayOf === null ? null : toJobId(row.replayOf),
    replayedBy: row.replayedBy === null ? null : toJobId(row.replayedBy),
  };
}

export function toJobId(id: number): JobId {
  return String(id) as JobId;
}
