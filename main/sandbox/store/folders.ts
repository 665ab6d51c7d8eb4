import type { Database } from 'better-sqlite3';
import { newFolderId } from './ids.ts';

export interface Folder {
  readonly id: string;
  readonly userId: string;
  readonly wellKnown: string;
  readonly displayName: string;
}

const standard = {
  inbox: 'Inbox',
  drafts: 'Drafts',
  sentitems: 'Sent Items',
  deleteditems: 'Deleted Items',
  outbox: 'Outbox',
  junkemail: 'Junk Email',
  archive: 'Archive',
};
export type WellKnownFolder = keyof typeof standard;

const columns = 'id, user_id AS userId, well_known AS wellKnown, display_name AS displayName';

export function createFolders(db: Database, userId: string): void {
  const insert = db.prepare('INSERT OR IGNORE INTO folder (id, user_id, well_known, display_name) VALUES (?, ?, ?, ?)');
  for (const [wellKnown, displayName] of Object.entries(standard))
    insert.run(newFolderId(), userId, wellKnown, displayName);
}

export function listFolders(db: Database, userId: string): Folder[] {
  return db.prepare<[string], Folder>(`SELECT ${columns} FROM folder WHERE user_id = ? ORDER BY rowid`).all(userId);
}

/** By id or by well-known name, the latter in any case. */
export function findFolder(db: Database, userId: string, idOrName: string): Folder | undefined {
  return db
    .prepare<[string, string, string], Folder>(
      `SELECT ${columns} FROM folder WHERE user_id = ? AND (id = ? OR well_known = ?)`,
    )
    .get(userId, idOrName, idOrName.toLowerCase());
}

export function folderIdOf(db: Database, userId: string, wellKnown: WellKnownFolder): string {
  const folder = findFolder(db, userId, wellKnown);
  if (folder === undefined) throw new Error(`The mailbox has no ${wellKnown}.`);
  return folder.id;
}

export function countItems(db: Database, folderId: string): { total: number; unread: number } {
  const row = db
    .prepare<[string], { total: number; unread: number | null }>(
      'SELECT count(*) AS total, sum(is_read = 0) AS unread FROM message WHERE folder_id = ?',
    )
    .get(folderId);
  return { total: row?.total ?? 0, unread: row?.unread ?? 0 };
}
