import type { Database } from 'better-sqlite3';
import { newFolderId } from './ids.ts';

export interface Folder {
  readonly id: string;
  readonly userId: string;
  /** The well-known name; of a folder that staff made, its path below one: `inbox/projects`. */
  readonly name: string;
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

const columns = 'id, user_id AS userId, well_known AS name, display_name AS displayName';

export function createFolders(db: Database, userId: string): void {
  for (const [name, displayName] of Object.entries(standard)) insertFolder(db, userId, name, displayName);
}

/** Makes the folder of a path and those above it that are missing. The first part must be a well-known name. */
export function createFolderPath(db: Database, userId: string, path: string): Folder {
  const parts = path.split('/').map((part) => part.trim());
  const [root = '', ...below] = parts;
  if (!Object.hasOwn(standard, root.toLowerCase()) || below.some((part) => part === ''))
    throw new RangeError(`'${path}' is no path below a well-known folder.`);
  let name = root.toLowerCase();
  for (const part of below) {
    name = `${name}/${part.toLowerCase()}`;
    insertFolder(db, userId, name, part);
  }
  return requireNamedFolder(db, userId, name);
}

function insertFolder(db: Database, userId: string, name: string, displayName: string): void {
  db.prepare('INSERT OR IGNORE INTO folder (id, user_id, well_known, display_name) VALUES (?, ?, ?, ?)').run(
    newFolderId(),
    userId,
    name,
    displayName,
  );
}

export function listFolders(db: Database, userId: string): Folder[] {
  return db.prepare<[string], Folder>(`SELECT ${columns} FROM folder WHERE user_id = ? ORDER BY rowid`).all(userId);
}

/** Directly below a folder; below the root of the mailbox for null. */
export function listChildFolders(db: Database, userId: string, parent: Folder | null): Folder[] {
  const prefix = parent === null ? '' : `${parent.name}/`;
  return listFolders(db, userId).filter(
    ({ name }) => name.startsWith(prefix) && !name.slice(prefix.length).includes('/'),
  );
}

/** Null for a folder at the root. */
export function findParentFolder(db: Database, folder: Folder): Folder | null {
  const end = folder.name.lastIndexOf('/');
  return end < 0 ? null : requireNamedFolder(db, folder.userId, folder.name.slice(0, end));
}

/** By id or by well-known name, the latter in any case. */
export function findFolder(db: Database, userId: string, idOrName: string): Folder | undefined {
  const name = idOrName.includes('/') ? '' : idOrName.toLowerCase();
  return db
    .prepare<[string, string, string], Folder>(
      `SELECT ${columns} FROM folder WHERE user_id = ? AND (id = ? OR well_known = ?)`,
    )
    .get(userId, idOrName, name);
}

/** By its name alone, a path included. Throws a RangeError when there is none. */
export function requireNamedFolder(db: Database, userId: string, name: string): Folder {
  const folder = db
    .prepare<[string, string], Folder>(`SELECT ${columns} FROM folder WHERE user_id = ? AND well_known = ?`)
    .get(userId, name.toLowerCase());
  if (folder === undefined) throw new RangeError(`The mailbox has no folder '${name}'.`);
  return folder;
}

export function folderIdOf(db: Database, userId: string, name: string): string {
  return requireNamedFolder(db, userId, name).id;
}

export function countItems(db: Database, folderId: string): { total: number; unread: number } {
  const row = db
    .prepare<[string], { total: number; unread: number | null }>(
      'SELECT count(*) AS total, sum(is_read = 0) AS unread FROM message WHERE folder_id = ?',
    )
    .get(folderId);
  return { total: row?.total ?? 0, unread: row?.unread ?? 0 };
}

export function deleteOwnFolders(db: Database): void {
  const own = `SELECT id FROM folder WHERE instr(well_known, '/') > 0`;
  db.prepare(`DELETE FROM delta_generation WHERE folder_id IN (${own})`).run();
  db.prepare(`DELETE FROM folder WHERE id IN (${own})`).run();
}
