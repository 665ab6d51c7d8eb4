import type { Database } from 'better-sqlite3';
import { newAttachmentId } from './ids.ts';

export type AttachmentKind = 'file' | 'item' | 'reference';

export interface AttachmentRow {
  readonly id: string;
  readonly messageN: number;
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly contentType: string | null;
  readonly cid: string | null;
  readonly isInline: 0 | 1;
  readonly modifiedAtMs: number;
  readonly blobId: string;
  readonly sizeBytes: number;
}

export interface NewAttachment {
  readonly messageN: number;
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly contentType: string | null;
  readonly cid: string | null;
  readonly isInline: boolean;
  readonly blobId: string;
}

const columns = `a.id, a.message_n AS messageN, a.kind, a.name, a.content_type AS contentType, a.cid, a.is_inline AS isInline,
  a.modified_at_ms AS modifiedAtMs, a.blob_id AS blobId, b.size_bytes AS sizeBytes`;

/** Returns the id. */
export function insertAttachment(db: Database, attachment: NewAttachment, nowMs: number): string {
  const id = newAttachmentId();
  db.prepare(
    `INSERT INTO attachment (id, message_n, kind, name, content_type, cid, is_inline, modified_at_ms, blob_id)
     VALUES (@id, @messageN, @kind, @name, @contentType, @cid, @isInline, @nowMs, @blobId)`,
  ).run({ ...attachment, isInline: Number(attachment.isInline), id, nowMs });
  return id;
}

export function listAttachments(db: Database, messageN: number): AttachmentRow[] {
  return db
    .prepare<[number], AttachmentRow>(
      `SELECT ${columns} FROM attachment a JOIN blob b ON b.id = a.blob_id WHERE a.message_n = ? ORDER BY a.n`,
    )
    .all(messageN);
}

export function findAttachment(db: Database, messageN: number, id: string): AttachmentRow | undefined {
  return db
    .prepare<[number, string], AttachmentRow>(
      `SELECT ${columns} FROM attachment a JOIN blob b ON b.id = a.blob_id WHERE a.message_n = ? AND a.id = ?`,
    )
    .get(messageN, id);
}

export function deleteAttachment(db: Database, id: string): void {
  db.prepare('DELETE FROM attachment WHERE id = ?').run(id);
}

/** Bytes already on the message, sessions counted by what they have stored. */
export function sumAttachmentBytes(db: Database, messageN: number): number {
  const row = db
    .prepare<[number, number], { bytes: number }>(
      `SELECT coalesce((SELECT sum(b.size_bytes) FROM attachment a JOIN blob b ON b.id = a.blob_id WHERE a.message_n = ?), 0)
            + coalesce((SELECT sum(offset_bytes) FROM upload_session WHERE message_n = ?), 0) AS bytes`,
    )
    .get(messageN, messageN);
  return row?.bytes ?? 0;
}

/** Blobs that a message and its open sessions hold. */
export function listBlobIds(db: Database, messageN: number): string[] {
  return db
    .prepare<[number, number], { id: string }>(
      'SELECT blob_id AS id FROM attachment WHERE message_n = ? UNION SELECT blob_id FROM upload_session WHERE message_n = ?',
    )
    .all(messageN, messageN)
    .map((row) => row.id);
}
