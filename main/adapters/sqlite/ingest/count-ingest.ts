import type { AccountId } from '../../../../contract/ids.ts';
import type { Backlog, IngestTotals } from '../../../core/ports/ingest-store.ts';
import type { ReadDb } from '../connection.ts';
import { readRow, readRows } from '../run-statement.ts';
import { sql } from '../statement.ts';

const selectBacklog = sql<null, Backlog>(`
  SELECT account, folder, messages, oldestNoticedAtMs FROM (
    SELECT account, folder_id AS folder, count(*) AS messages, min(noticed_at_ms) AS oldestNoticedAtMs
    FROM message INDEXED BY message_open WHERE state IN ('noticed', 'listed') GROUP BY account, folder_id) AS open
  WHERE folder IS NULL OR EXISTS (
    SELECT 1 FROM mail_folder WHERE mail_folder.account = open.account AND mail_folder.folder_id = open.folder)`);

export function readBacklog(db: ReadDb): readonly Backlog[] {
  return readRows(db, selectBacklog);
}

const countStored = sql<null, { n: number }>(`SELECT count(*) AS n FROM file WHERE state = 'stored'`);

/** Reads every row: to be counted on from there. */
export function countStoredFiles(db: ReadDb): number {
  return readRow(db, countStored)?.n ?? 0;
}

const countOpen = sql<null, Omit<IngestTotals, 'stored'>>(`
  SELECT (SELECT count(*) FROM file WHERE state IN ('queued', 'downloading')) AS waiting,
    (SELECT count(*) FROM file WHERE state = 'needsYou' AND NOT EXISTS (
       SELECT 1 FROM message WHERE message.id = file.message AND dismissed_at_ms IS NOT NULL))
    + (SELECT count(*) FROM message WHERE state = 'needsYou' AND dismissed_at_ms IS NULL
       AND NOT EXISTS (SELECT 1 FROM file WHERE file.message = message.id)) AS needsYou`);

export function countOpenFiles(db: ReadDb): Omit<IngestTotals, 'stored'> {
  return readRow(db, countOpen) ?? { waiting: 0, needsYou: 0 };
}

interface BusyParams {
  readonly account: AccountId;
  readonly untilMs: number;
  readonly ignoring: string;
}

const selectBusy = sql<BusyParams, { busy: number }>(`
  SELECT EXISTS (
      SELECT 1 FROM job WHERE state = 'leased' AND mailbox = :account AND kind = 'ingest.message')
    OR EXISTS (
      SELECT 1 FROM job
      WHERE state = 'ready' AND lane = 'ingest' AND kind = 'ingest.message' AND mailbox = :account)
    OR EXISTS (
      SELECT 1 FROM job
      WHERE state = 'waiting' AND run_at_ms <= :untilMs AND kind = 'ingest.message' AND mailbox = :account
        AND (wait_reason IS NULL OR wait_reason NOT IN (SELECT value FROM json_each(:ignoring)))) AS busy`);

export function isBusy(db: ReadDb, account: AccountId, untilMs: number, ignoring: readonly string[]): boolean {
  return readRow(db, selectBusy, { account, untilMs, ignoring: JSON.stringify(ignoring) })?.busy === 1;
}

const sumBlobs = sql<null, { bytes: number }>(`
  SELECT coalesce(sum(size_bytes), 0) AS bytes FROM blob
  WHERE EXISTS (SELECT 1 FROM file WHERE file.sha256 = blob.sha256)`);

export function sumStoredBytes(db: ReadDb): number {
  return readRow(db, sumBlobs)?.bytes ?? 0;
}
