import type { JobId } from '../../../../contract/ids.ts';
import type { JobFacts } from '../../../core/ports/job-index.ts';
import type { JsonValue } from '../../../core/ports/job-store.ts';
import type { ReadDb } from '../connection.ts';
import { readRows } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { toJobId } from './job-row.ts';

interface FactsRow extends Omit<JobFacts, 'id' | 'payload' | 'replayOf' | 'replayedBy'> {
  readonly id: number;
  readonly payload: string;
  readonly replayOf: number | null;
  readonly replayedBy: number | null;
}

/** In the order of the ids as they were given. */
const selectFacts = sql<{ ids: string }, FactsRow>(`
  SELECT job.id, job.kind, CASE job.state WHEN 'leased' THEN 'running' ELSE job.state END AS state, job.title, job.cause,
    job.attempts, job.mailbox AS account, account.address, job.payload, job.dedupe_key AS dedupeKey,
    job.correlation_id AS correlationId, job.created_at_ms AS createdAtMs, job.run_at_ms AS runAtMs,
    job.wait_reason AS waitReason, job.last_error_at_ms AS lastErrorAtMs, job.last_error_code AS lastErrorCode,
    job.last_error_detail AS lastErrorDetail, job.death_reason AS deathReason, job.died_at_ms AS diedAtMs,
    job.replay_of AS replayOf, job.replayed_by AS replayedBy, job.discarded_at_ms AS discardedAtMs,
    job.discarded_by AS discardedBy, job.discard_reason AS discardReason,
    coalesce(message.subject, json_extract(outbox.content, '$.subject')) AS subject,
    CASE job.kind WHEN 'ingest.message' THEN json_extract(job.payload, '$.messageId') END AS messageId,
    outbox.id AS outboxId,
    coalesce(json_array_length(outbox.content, '$.to') + json_array_length(outbox.content, '$.cc')
      + json_array_length(outbox.content, '$.bcc'), 0) AS recipients,
    (SELECT count(*) FROM file WHERE file.message = message.id) AS files, mail_folder.name AS folder
  FROM json_each(:ids) AS wanted
  CROSS JOIN job ON job.id = wanted.value
  LEFT JOIN account ON account.id = job.mailbox
  LEFT JOIN message ON job.kind = 'ingest.message' AND message.account = job.mailbox
    AND message.message_id = json_extract(job.payload, '$.messageId')
  LEFT JOIN outbox ON job.kind IN ('outbox.advance', 'outbox.discard-draft')
    AND outbox.id = json_extract(job.payload, '$.outboxId')
  LEFT JOIN mail_folder ON job.kind = 'ingest.sync' AND mail_folder.account = job.mailbox
    AND mail_folder.folder_id = json_extract(job.payload, '$.folder')
  ORDER BY wanted.key`);

export function readFacts(db: ReadDb, ids: readonly (number | JobId)[]): readonly JobFacts[] {
  return readRows(db, selectFacts, { ids: JSON.stringify(ids.map(Number)) }).map((row) => ({
    ...row,
    id: toJobId(row.id),
    payload: JSON.parse(row.payload) as JsonValue,
    replayOf: row.replayOf === null ? null : toJobId(row.replayOf),
    replayedBy: row.replayedBy === null ? null : toJobId(row.replayedBy),
  }));
}
