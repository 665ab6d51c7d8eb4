import type { AccountId } from '../../../../contract/ids.ts';
import type { FolderRecord } from '../../../core/ingest/ingest-record.ts';
import type { JobStore, NewJob } from '../../../core/ports/job-store.ts';
import type { ReadDb, WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { readRow, readRows, write } from '../run-statement.ts';
import { sql } from '../statement.ts';

interface ByFolder {
  readonly account: AccountId;
  readonly folder: string;
}

const columns = `
  account, folder_id AS folder, name, since_ms AS sinceMs, phase, generation, sealed_link AS sealedLink,
  followed_at_ms AS followedAtMs, last_page_at_ms AS lastPageAtMs, last_round_at_ms AS lastRoundAtMs`;

const selectFolders = sql<null, FolderRecord>(`SELECT ${columns} FROM mail_folder ORDER BY account, followed_at_ms`);
const selectFolder = sql<ByFolder, FolderRecord>(
  `SELECT ${columns} FROM mail_folder WHERE account = :account AND folder_id = :folder`,
);

export function listFolders(db: ReadDb): readonly FolderRecord[] {
  return readRows(db, selectFolders);
}

export function findFolder(db: ReadDb, account: AccountId, folder: string): FolderRecord | null {
  return readRow(db, selectFolder, { account, folder });
}

/** A new sweep is needed only to find what the last one passed over as too old. */
const reachesBack = '(since_ms IS NOT NULL AND (:sinceMs IS NULL OR :sinceMs < since_ms))';

/** Sweeps count on where a folder was followed before, so that the first one finds out what went meanwhile. */
const upsertFolder = sql<ByFolder & { name: string; sinceMs: number | null; nowMs: number }>(`
  INSERT INTO mail_folder (account, folder_id, name, since_ms, followed_at_ms, generation)
  VALUES (:account, :folder, :name, :sinceMs, :nowMs, 1 + coalesce((
    SELECT max(generation) FROM message
    WHERE account = :account AND folder_id = :folder AND removed_at_ms IS NULL), 0))
  ON CONFLICT (account, folder_id) DO UPDATE SET
    name = :name,
    since_ms = :sinceMs,
    phase = CASE WHEN ${reachesBack} THEN 'first' ELSE phase END,
    generation = generation + ${reachesBack},
    sealed_link = CASE WHEN ${reachesBack} THEN NULL ELSE sealed_link END`);

export function followFolder(
  db: WriteDb,
  jobs: Pick<JobStore, 'enqueue'>,
  { account, folder, name, sinceMs }: Pick<FolderRecord, 'account' | 'folder' | 'name' | 'sinceMs'>,
  job: NewJob,
  nowMs: number,
): void {
  inTransaction(db, () => {
    write(db, upsertFolder, { account, folder, name, sinceMs, nowMs });
    jobs.enqueue(job, nowMs);
  });
}

const deleteFolder = sql<ByFolder>('DELETE FROM mail_folder WHERE account = :account AND folder_id = :folder');

export function unfollowFolder(db: WriteDb, account: AccountId, folder: string): boolean {
  return inTransaction(db, () => write(db, deleteFolder, { account, folder }) === 1);
}
