import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FileId, fileId, type FileKind, type FileState, type FileType } from '../../contract/files.ts';
import type { WriteDb } from '../../main/adapters/sqlite/connection.ts';
import { indexFile } from '../../main/adapters/sqlite/files/index-file.ts';
import { inTransaction } from '../../main/adapters/sqlite/in-transaction.ts';

interface CollectedFile {
  readonly name: string;
  readonly content: string;
  readonly kind: FileKind;
  readonly type: FileType;
  readonly contentType: string;
  readonly state: FileState;
  readonly subject: string;
}

const account = 'tenant-1:user-1';
const receivedAtMs = Date.parse('2026-11-21T14:05:09.000Z');

/** A file as ingest leaves it: its message, its row and its bytes in the data folder. Returns its id. */
export function collectFile(
  db: WriteDb,
  dataDir: string,
  number: number,
  changes: Partial<CollectedFile> = {},
): FileId {
  const file: CollectedFile = {
    name: 'plans.pdf',
    content: `content ${number}`,
    kind: 'file',
    type: 'pdf',
    contentType: 'application/pdf',
    state: 'stored',
    subject: 'Plans 11/2026',
    ...changes,
  };
  const sha256 = createHash('sha256').update(file.content).digest('hex');
  const isStored = file.state === 'stored';
  if (isStored) {
    mkdirSync(join(dataDir, 'blobs', sha256.slice(0, 2)), { recursive: true });
    writeFileSync(join(dataDir, 'blobs', sha256.slice(0, 2), sha256), file.content);
  }
  const id = receivedAtMs * 2048 + number;
  const run = (text: string, ...values: unknown[]): unknown => db.connection.prepare(text).run(...values);
  run('INSERT OR IGNORE INTO blob VALUES (?, ?, 0)', sha256, Buffer.byteLength(file.content));
  run(
    `INSERT INTO message (id, account, message_id, state, noticed_at_ms, subject, from_name, from_address, received_at_ms)
     VALUES (?, ?, ?, 'complete', 0, ?, 'Orders (sandbox)', 'orders@sandbox.example', ?)`,
    number,
    account,
    `message-${number}`,
    file.subject,
    receivedAtMs,
  );
  run(
    `INSERT INTO file (id, message, attachment_id, kind, name, content_type, is_inline, type, state, size_bytes, sha256,
       queued_at_ms, stored_at_ms, account, received_at_ms, sender)
     VALUES (?, ?, 'a', ?, ?, ?, 0, ?, ?, ?, ?, 0, ?, ?, ?, 'orders')`,
    id,
    number,
    file.kind,
    file.name,
    file.contentType,
    file.type,
    file.state,
    isStored ? Buffer.byteLength(file.content) : null,
    isStored ? sha256 : null,
    isStored ? 0 : null,
    account,
    receivedAtMs,
  );
  inTransaction(db, () => indexFile(db, id));
  return fileId.parse(String(id));
}
