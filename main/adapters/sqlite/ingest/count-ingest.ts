import type { Backlog, IngestTotals } from '../../../core/ports/ingest-store.ts';
import type { ReadDb } from '../connection.ts';
import { readRow, readRows } from '../run-statement.ts';
import { sql } from '../statement.ts';

const selectBacklog = sql<null, Backlog>(`
  SELECT account, folder_id AS folder, count(*) AS messages, min(noticed_at_ms) AS oldestNoticedAtMs
  FROM message WHERE state IN ('noticed', 'listed')
    AND (folder_id IS NULL OR EXISTS (
      SELECT 1 FROM mail_folder WHERE mail_folder.account = message.account AND mail_folder.folder_id = message.folder_id))
  GROUP BY account, folder_id`);

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
    (SELECT count(*) FROM file WHERE state = 'needsYou') AS needsYou`);

export function countOpenFiles(db: ReadDb): Omit<IngestTotals, 'stored'> {
  return readRow(db, countOpen) ?? { waiting: 0, needsYou: 0 };
}

const sumBlobs = sql<null, { bytes: number }>(`
  SELECT coalesce(sum(size_bytes), 0) AS bytes FROM blob
  WHERE EXISTS (SELECT 1 FROM file WHERE file.sha256 = blob.sha256)`);

export function sumStoredBytes(db: ReadDb): number {
  return readRow(db, sumBlobs)?.bytes ?? 0;
}
