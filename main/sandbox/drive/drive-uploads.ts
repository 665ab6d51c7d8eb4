import type { Database } from 'better-sqlite3';

export type Conflict = 'fail' | 'replace' | 'rename';

export interface DriveUpload {
  readonly id: string;
  readonly authToken: string;
  readonly userId: string;
  readonly folder: string;
  readonly name: string;
  readonly conflict: Conflict;
  readonly blobId: string;
  readonly offsetBytes: number;
  readonly expiresAtMs: number;
}

export function insertUpload(db: Database, upload: DriveUpload): void {
  db.prepare(
    `INSERT INTO drive_upload (id, auth_token, user_id, folder, name, conflict, blob_id, offset_bytes, expires_at_ms)
     VALUES (@id, @authToken, @userId, @folder, @name, @conflict, @blobId, @offsetBytes, @expiresAtMs)`,
  ).run(upload);
}

export function findUpload(db: Database, id: string): DriveUpload | undefined {
  return db
    .prepare<[string], DriveUpload>(
      `SELECT id, auth_token AS authToken, user_id AS userId, folder, name, conflict, blob_id AS blobId,
         offset_bytes AS offsetBytes, expires_at_ms AS expiresAtMs
       FROM drive_upload WHERE id = ?`,
    )
    .get(id);
}

/** Each piece gives the session more time. */
export function advanceUpload(db: Database, id: string, offsetBytes: number, expiresAtMs: number): void {
  db.prepare('UPDATE drive_upload SET offset_bytes = ?, expires_at_ms = ? WHERE id = ?').run(
    offsetBytes,
    expiresAtMs,
    id,
  );
}

export function expireUpload(db: Database, id: string, atMs: number): void {
  db.prepare('UPDATE drive_upload SET expires_at_ms = min(expires_at_ms, ?) WHERE id = ?').run(atMs, id);
}

export function deleteUpload(db: Database, id: string): void {
  db.prepare('DELETE FROM drive_upload WHERE id = ?').run(id);
}
