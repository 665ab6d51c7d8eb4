import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';

export interface DriveItem {
  readonly id: string;
  readonly userId: string;
  readonly folder: string;
  readonly name: string;
  readonly blobId: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
}

const columns = `i.id, i.user_id AS userId, i.folder, i.name, i.blob_id AS blobId, b.size_bytes AS sizeBytes,
  i.modified_at_ms AS modifiedAtMs`;
const source = 'drive_item i JOIN blob b ON b.id = i.blob_id';

export function findItem(db: Database, userId: string, id: string): DriveItem | undefined {
  return db
    .prepare<[string, string], DriveItem>(`SELECT ${columns} FROM ${source} WHERE i.user_id = ? AND i.id = ?`)
    .get(userId, id);
}

export function findItemAt(db: Database, userId: string, folder: string, name: string): DriveItem | undefined {
  return db
    .prepare<[string, string, string], DriveItem>(
      `SELECT ${columns} FROM ${source} WHERE i.user_id = ? AND i.folder = ? AND i.name = ?`,
    )
    .get(userId, folder, name);
}

export function listItems(db: Database, userId: string, folder: string | null = null): DriveItem[] {
  return db
    .prepare<[string, string | null, string | null], DriveItem>(
      `SELECT ${columns} FROM ${source} WHERE i.user_id = ? AND (? IS NULL OR i.folder = ?) ORDER BY i.folder, i.name`,
    )
    .all(userId, folder, folder);
}

/** A new item, or the same one with other bytes: its id and its links stay. */
export function putItem(db: Database, item: Omit<DriveItem, 'id' | 'sizeBytes'>): string {
  const id = `01${randomBytes(16).toString('hex').toUpperCase()}`;
  const row = db
    .prepare<[object], { id: string }>(
      `INSERT INTO drive_item (id, user_id, folder, name, blob_id, modified_at_ms)
       VALUES (@id, @userId, @folder, @name, @blobId, @modifiedAtMs)
       ON CONFLICT (user_id, folder, name) DO UPDATE SET blob_id = @blobId, modified_at_ms = @modifiedAtMs
       RETURNING id`,
    )
    .get({ ...item, id });
  return row?.id ?? id;
}

export function deleteItem(db: Database, id: string): void {
  db.prepare('DELETE FROM drive_item WHERE id = ?').run(id);
}

export function usedBytes(db: Database, userId: string): number {
  return listItems(db, userId).reduce((total, { sizeBytes }) => total + sizeBytes, 0);
}

/** The same link for the same scope, however often it is asked for. */
export function linkFor(db: Database, itemId: string, scope: string): { url: string; isNew: boolean } {
  const find = db.prepare<[string, string], { url: string }>(
    'SELECT url FROM drive_link WHERE item_id = ? AND scope = ?',
  );
  const known = find.get(itemId, scope);
  if (known !== undefined) return { url: known.url, isNew: false };
  const url = `https://drive.sandbox.example/:u:/s/${randomBytes(18).toString('base64url')}`;
  db.prepare('INSERT INTO drive_link (item_id, scope, url) VALUES (?, ?, ?)').run(itemId, scope, url);
  return { url, isNew: true };
}

export function listLinks(db: Database, itemId: string): { scope: string; url: string }[] {
  return db
    .prepare<[string], { scope: string; url: string }>('SELECT scope, url FROM drive_link WHERE item_id = ?')
    .all(itemId);
}

export function grantTo(db: Database, itemId: string, address: string): void {
  db.prepare('INSERT OR IGNORE INTO drive_grant (item_id, address) VALUES (?, ?)').run(itemId, address);
}

export function listGrants(db: Database, itemId: string): string[] {
  return db
    .prepare<[string], { address: string }>('SELECT address FROM drive_grant WHERE item_id = ? ORDER BY address')
    .all(itemId)
    .map(({ address }) => address);
}
