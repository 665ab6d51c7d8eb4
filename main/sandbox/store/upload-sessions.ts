import type { Database } from 'better-sqlite3';

export interface UploadSession {
  readonly id: string;
  readonly authToken: string;
  readonly messageN: number;
  readonly userId: string;
  readonly blobId: string;
  readonly name: string;
  readonly contentType: string | null;
  readonly cid: string | null;
  readonly isInline: 0 | 1;
  readonly sizeBytes: number;
  readonly offsetBytes: number;
  readonly expiresAtMs: number;
}

export function insertSession(db: Database, session: UploadSession): void {
  db.prepare(
    `INSERT INTO upload_session (id, auth_token, message_n, user_id, blob_id, name, content_type, cid, is_inline,
       size_bytes, offset_bytes, expires_at_ms)
     VALUES (@id, @authToken, @messageN, @userId, @blobId, @name, @contentType, @cid, @isInline,
       @sizeBytes, @offsetBytes, @expiresAtMs)`,
  ).run(session);
}

export function findSession(db: Database, id: string): UploadSession | undefined {
  return db
    .prepare<[string], UploadSession>(
      `SELECT id, auth_token AS authToken, message_n AS messageN, user_id AS userId, blob_id AS blobId, name,
         content_type AS contentType, cid, is_inline AS isInline, size_bytes AS sizeBytes, offset_bytes AS offsetBytes,
         expires_at_ms AS expiresAtMs
       FROM upload_session WHERE id = ?`,
    )
    .get(id);
}

export function advanceSession(db: Database, id: string, offsetBytes: number): void {
  db.prepare('UPDATE upload_session SET offset_bytes = ? WHERE id = ?').run(offsetBytes, id);
}

export function expireSession(db: Database, id: string, atMs: number): void {
  db.prepare('UPDATE upload_session SET expires_at_ms = min(expires_at_ms, ?) WHERE id = ?').run(atMs, id);
}

export function deleteSession(db: Database, id: string): void {
  db.prepare('DELETE FROM upload_session WHERE id = ?').run(id);
}

export function deleteSessionsOf(db: Database, messageN: number): void {
  db.prepare('DELETE FROM upload_session WHERE message_n = ?').run(messageN);
}
