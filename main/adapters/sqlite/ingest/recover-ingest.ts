import type { AccountId, Sha256 } from '../../../../contract/ids.ts';
import { structuredError } from '../../../core/mailroom-error.ts';
import type { JobFor } from '../../../core/ports/ingest-store.ts';
import type { JobStore } from '../../../core/ports/job-store.ts';
import type { ReadDb, WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { holdsKey } from '../jobs/job-row.ts';
import { readRow, readRows, write } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { giveUpMessage } from './message-steps.ts';

const requeueDownloads = sql<null>(`UPDATE file SET state = 'queued' WHERE state = 'downloading'`);

interface OpenMessage {
  readonly id: number;
  readonly account: AccountId;
  readonly messageId: string;
}

/** What a folder that is followed no more still had to bring is nobody's wish. */
const selectOpen = sql<null, OpenMessage>(`
  SELECT id, account, message_id AS messageId FROM message
  WHERE state IN ('noticed', 'listed') AND (folder_id IS NULL OR state = 'listed' OR EXISTS (
    SELECT 1 FROM mail_folder WHERE mail_folder.account = message.account AND mail_folder.folder_id = message.folder_id))
  ORDER BY noticed_at_ms, id`);

const selectLive = sql<{ key: string | null }, { id: number }>(
  `SELECT id FROM job WHERE dedupe_key = :key AND dedupe_key IS NOT NULL AND ${holdsKey}`,
);

const selectDeadKeys = sql<null, { key: string }>(`
  SELECT dedupe_key AS key FROM job
  WHERE state = 'dead' AND kind = 'ingest.message' AND replayed_by IS NULL AND dedupe_key IS NOT NULL`);

/**
 * Every open message has a job. Both are written together, so this finds something only after a job died as poison, or
 * died before anybody could say so on its message.
 */
export function recoverIngest(
  db: WriteDb,
  jobs: Pick<JobStore, 'enqueue'>,
  jobFor: JobFor,
  nowMs: number,
): { readonly queued: number; readonly givenUp: number } {
  return inTransaction(db, () => {
    write(db, requeueDownloads);
    const died = new Set(readRows(db, selectDeadKeys).map(({ key }) => key));
    let queued = 0;
    let givenUp = 0;
    for (const { id, account, messageId } of readRows(db, selectOpen)) {
      const job = jobFor(account, messageId);
      if (readRow(db, selectLive, { key: job.dedupeKey }) !== null) continue;
      if (job.dedupeKey !== null && died.has(job.dedupeKey)) {
        giveUpMessage(db, id, gaveUp);
        givenUp += 1;
      } else {
        jobs.enqueue(job, nowMs);
        queued += 1;
      }
    }
    return { queued, givenUp };
  });
}

const gaveUp = structuredError('retries_exhausted', {
  message: 'The files of this message could not be fetched, and Mailroom stopped trying. The mailbox still has them.',
  remediation: 'Fetch them again.',
  retriable: true,
});

const selectNewest = sql<{ limit: number }, { sha256: Sha256 }>(`
  SELECT DISTINCT sha256 FROM (
    SELECT sha256 FROM file WHERE state = 'stored' ORDER BY id DESC LIMIT :limit) WHERE sha256 IS NOT NULL`);

export function newestBlobs(db: ReadDb, limit: number): readonly Sha256[] {
  return readRows(db, selectNewest, { limit }).map(({ sha256 }) => sha256);
}

const selectNaming = sql<{ sha256: Sha256 }, OpenMessage>(`
  SELECT DISTINCT message.id, message.account, message.message_id AS messageId
  FROM file JOIN message ON message.id = file.message WHERE file.sha256 = :sha256`);
const requeueNaming = sql<{ sha256: Sha256 }>(`
  UPDATE file SET state = 'queued', sha256 = NULL, size_bytes = NULL, stored_at_ms = NULL WHERE sha256 = :sha256`);
const openAgain = sql<{ id: number }>(`UPDATE message SET state = 'listed', complete_at_ms = NULL WHERE id = :id`);

export function loseBlob(
  db: WriteDb,
  jobs: Pick<JobStore, 'enqueue'>,
  sha256: Sha256,
  jobFor: JobFor,
  nowMs: number,
): number {
  return inTransaction(db, () => {
    const messages = readRows(db, selectNaming, { sha256 });
    const files = write(db, requeueNaming, { sha256 });
    for (const { id, account, messageId } of messages) {
      write(db, openAgain, { id });
      jobs.enqueue(jobFor(account, messageId), nowMs);
    }
    return files;
  });
}
