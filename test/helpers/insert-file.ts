import { createHash } from 'node:crypto';
import { fileId, type FileId, type FileState, type FileType } from '../../contract/files.ts';
import type { WriteDb } from '../../main/adapters/sqlite/connection.ts';
import { indexFile } from '../../main/adapters/sqlite/files/index-file.ts';
import { inTransaction } from '../../main/adapters/sqlite/in-transaction.ts';
import { nextFileId } from '../../main/adapters/sqlite/ingest/next-file-id.ts';

export interface InsertedFile {
  readonly name: string;
  readonly type: FileType;
  readonly state: FileState;
  /** Files with the same content have the same bytes. */
  readonly content: string;
  readonly sizeBytes: number;
  readonly isInline: boolean;
  readonly hasCopies: boolean;
}

export interface InsertedMessage {
  readonly account: string;
  readonly subject: string;
  readonly fromName: string | null;
  readonly fromAddress: string;
  readonly to: readonly string[];
  readonly receivedAtMs: number;
  readonly files: readonly InsertedFile[];
}

/** Messages and their files as ingest leaves them, findable. Many at a time in one transaction. */
export function insertFiles(db: WriteDb, messages: readonly InsertedMessage[]): readonly FileId[] {
  return inTransaction(db, () => messages.flatMap((message) => insertMessage(db, message)));
}

function insertMessage(db: WriteDb, message: InsertedMessage): readonly FileId[] {
  const { account, subject, fromName, fromAddress, to, receivedAtMs } = message;
  const { lastInsertRowid } = prepare(
    db,
    `INSERT INTO message (account, message_id, folder_id, state, noticed_at_ms, complete_at_ms, subject, from_name,
       from_address, recipients, received_at_ms)
     VALUES (?, (SELECT 'message-' || (coalesce(max(id), 0) + 1) FROM message), 'inbox', 'complete', ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    account,
    receivedAtMs + 1_000,
    receivedAtMs + 3_000,
    subject,
    fromName,
    fromAddress,
    JSON.stringify({ to, cc: [] }),
    receivedAtMs,
  );
  return message.files.map((file, index) => insertFile(db, message, Number(lastInsertRowid), index, file));
}

function insertFile(
  db: WriteDb,
  { account, fromName, fromAddress, receivedAtMs }: InsertedMessage,
  message: number,
  index: number,
  file: InsertedFile,
): FileId {
  const id = nextFileId(db, receivedAtMs);
  const isStored = file.state === 'stored';
  const sha256 = createHash('sha256').update(file.content).digest('hex');
  if (isStored) prepare(db, 'INSERT OR IGNORE INTO blob VALUES (?, ?, 0)').run(sha256, file.sizeBytes);
  prepare(
    db,
    `INSERT INTO file (id, message, attachment_id, kind, name, content_type, is_inline, type, state, size_bytes, sha256,
       has_copies, queued_at_ms, stored_at_ms, account, received_at_ms, sender)
     VALUES (?, ?, ?, 'file', ?, 'application/octet-stream', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    message,
    `attachment-${message}-${index}`,
    file.name,
    file.isInline ? 1 : 0,
    file.type,
    file.state,
    isStored ? file.sizeBytes : null,
    isStored ? sha256 : null,
    file.hasCopies ? 1 : 0,
    receivedAtMs + 1_000,
    isStored ? receivedAtMs + 2_000 : null,
    account,
    receivedAtMs,
    `${fromName ?? ''} ${fromAddress}`.trim().toLowerCase(),
  );
  indexFile(db, id);
  return fileId.parse(String(id));
}

function prepare(db: WriteDb, text: string) {
  let statement = db.prepared.get(text);
  if (statement === undefined) {
    statement = db.connection.prepare(text);
    db.prepared.set(text, statement);
  }
  return statement;
}
