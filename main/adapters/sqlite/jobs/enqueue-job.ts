import type { JobId } from '../../../../contract/ids.ts';
import { MailroomError } from '../../../core/mailroom-error.ts';
import type { NewJob } from '../../../core/ports/job-store.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { readRow, write, writeRow } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { holdsKey, toJobId } from './job-row.ts';

type NewRow = Omit<NewJob, 'payload' | 'place'> & {
  readonly payload: string;
  readonly place: number;
  readonly nowMs: number;
};

const insert = sql<NewRow, { id: number; created: number }>(`
  INSERT INTO job (kind, lane, mailbox, dedupe_key, payload, payload_version, title, priority, place, correlation_id,
    state, run_at_ms, created_at_ms, max_attempts)
  VALUES (:kind, :lane, :mailbox, :dedupeKey, :payload, :payloadVersion, :title, :priority, :place, :correlationId,
    CASE WHEN :runAtMs <= :nowMs THEN 'ready' ELSE 'waiting' END, :runAtMs, :nowMs, :maxAttempts)
  ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL AND ${holdsKey} DO UPDATE SET
    want_rev = want_rev + 1,
    payload = excluded.payload,
    payload_version = excluded.payload_version,
    title = excluded.title,
    priority = CASE WHEN lane = excluded.lane THEN min(priority, excluded.priority) ELSE excluded.priority END,
    lane = excluded.lane,
    place = excluded.place
  WHERE kind = excluded.kind
  RETURNING id, want_rev = 1 AS created`);

const selectReplaced = sql<{ key: string }, { id: number }>(`
  SELECT max(id) AS id FROM job INDEXED BY job_open_key
  WHERE dedupe_key = :key AND state = 'dead' AND replayed_by IS NULL AND discarded_at_ms IS NULL`);
const linkForward = sql<{ key: string; id: number }>(`
  UPDATE job INDEXED BY job_open_key SET replayed_by = :id
  WHERE dedupe_key = :key AND state = 'dead' AND replayed_by IS NULL AND discarded_at_ms IS NULL`);
const linkBack = sql<{ id: number; dead: number }>(
  'UPDATE job SET replay_of = :dead WHERE id = :id AND replay_of IS NULL',
);

const insertTurn = sql<{ lane: string; mailbox: string }>(
  'INSERT INTO job_turn (lane, mailbox) VALUES (:lane, :mailbox) ON CONFLICT DO NOTHING',
);

/** Adds a job, or marks the live one with its key dirty. Inside the caller's transaction it commits with the rest of it. */
export function enqueueJob(db: WriteDb, job: NewJob, nowMs: number): { readonly id: JobId; readonly created: boolean } {
  return inTransaction(db, () => {
    const row = writeRow(db, insert, { ...job, place: job.place ?? 0, payload: JSON.stringify(job.payload), nowMs });
    if (row === null) {
      throw new MailroomError('internal_error', {
        message: `A ${job.kind} job has the key of a job of another kind and was not added.`,
        remediation: 'This is a defect of Mailroom; please report it.',
      });
    }
    write(db, insertTurn, { lane: job.lane, mailbox: job.mailbox });
    if (job.dedupeKey !== null) replaceDead(db, job.dedupeKey, row.id);
    return { id: toJobId(row.id), created: row.created === 1 };
  });
}

/** Whoever asks for the same work again, by whatever way, has dealt with what died of it: the new job is its successor. */
function replaceDead(db: WriteDb, key: string, id: number): void {
  const dead = readRow(db, selectReplaced, { key })?.id ?? null;
  if (dead === null) return;
  write(db, linkForward, { key, id });
  write(db, linkBack, { id, dead });
}
