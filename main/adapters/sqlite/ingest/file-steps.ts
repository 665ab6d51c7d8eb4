import type { StructuredError } from '../../../../contract/errors.ts';
import type { FileId } from '../../../../contract/files.ts';
import type { AccountId, Sha256 } from '../../../../contract/ids.ts';
import type { FileRecord, NewFile, StoredFile } from '../../../core/ingest/ingest-record.ts';
import type { ReadDb, WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { indexFile } from '../files/index-file.ts';
import { type HasBytes, insertBlob } from '../insert-blob.ts';
import { readRow, readRows, write, writeRow } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { nextFileId } from './next-file-id.ts';
import { readError } from './read-error.ts';

interface OfMessage {
  readonly message: number;
}
/** Ids are numbers in the database and decimal texts everywhere else. */
interface ById {
  readonly id: number;
}

interface FileRow extends Omit<FileRecord, 'id' | 'error'> {
  readonly id: number;
  readonly error: string | null;
}

const columns = `
  id, attachment_id AS attachmentId, kind, name, content_type AS contentType, state, size_bytes AS sizeBytes, sha256, error`;

const selectFiles = sql<OfMessage, FileRow>(`SELECT ${columns} FROM file WHERE message = :message ORDER BY id`);
const selectFile = sql<ById, FileRow>(`SELECT ${columns} FROM file WHERE id = :id`);

export function listFiles(db: ReadDb, message: number): readonly FileRecord[] {
  return readRows(db, selectFiles, { message }).map(toFile);
}

export function findFile(db: ReadDb, id: FileId): FileRecord | null {
  const row = readRow(db, selectFile, { id: Number(id) });
  return row === null ? null : toFile(row);
}

function toFile(row: FileRow): FileRecord {
  return { ...row, id: String(row.id) as FileId, error: readError(row.error) };
}

interface Origin {
  readonly account: AccountId;
  readonly receivedAtMs: number;
  readonly sender: string;
}

const selectOrigin = sql<OfMessage, Origin>(`
  SELECT account, coalesce(received_at_ms, noticed_at_ms) AS receivedAtMs,
    trim(lower(coalesce(from_name, '') || ' ' || coalesce(from_address, ''))) AS sender
  FROM message WHERE id = :message`);

const reviveFile = sql<OfMessage & { attachmentId: string }, ById>(`
  UPDATE file SET
    state = CASE WHEN state IN ('gone', 'needsYou') THEN 'queued' ELSE state END,
    error = CASE WHEN state IN ('gone', 'needsYou') THEN NULL ELSE error END
  WHERE message = :message AND attachment_id = :attachmentId RETURNING id`);

type NewRow = Omit<NewFile, 'isInline' | 'reportedBytes'> & { readonly reportedBytes: number | null } & ById &
  OfMessage &
  Origin & { readonly isInline: number; readonly state: 'queued' | 'link'; readonly nowMs: number };

const insertFile = sql<NewRow>(`
  INSERT INTO file (id, message, attachment_id, kind, name, content_type, content_id, is_inline, type, state,
    queued_at_ms, account, received_at_ms, sender, reported_bytes)
  VALUES (:id, :message, :attachmentId, :kind, :name, :contentType, :contentId, :isInline, :type, :state,
    :nowMs, :account, :receivedAtMs, :sender, :reportedBytes)`);

const markListed = sql<OfMessage>(`UPDATE message SET state = 'listed' WHERE id = :message AND state = 'noticed'`);

export function saveListing(
  db: WriteDb,
  message: number,
  files: readonly NewFile[],
  nowMs: number,
): readonly FileRecord[] {
  return inTransaction(db, () => {
    const origin = readRow(db, selectOrigin, { message });
    if (origin === null) return [];
    for (const file of files) {
      if (writeRow(db, reviveFile, { message, attachmentId: file.attachmentId }) !== null) continue;
      const id = nextFileId(db, origin.receivedAtMs);
      const state = file.kind === 'link' ? 'link' : 'queued';
      const reportedBytes = file.reportedBytes ?? null;
      const isInline = file.isInline ? 1 : 0;
      write(db, insertFile, { ...file, ...origin, id, message, isInline, state, reportedBytes, nowMs });
      indexFile(db, id);
    }
    write(db, markListed, { message });
    return listFiles(db, message);
  });
}

const start = sql<ById & { nowMs: number }>(`
  UPDATE file SET state = 'downloading', started_at_ms = :nowMs WHERE id = :id AND state = 'queued'`);

export function startFile(db: WriteDb, id: FileId, nowMs: number): void {
  inTransaction(db, () => write(db, start, { id: Number(id), nowMs }));
}

const store = sql<ById & StoredFile & { nowMs: number }>(`
  UPDATE file SET state = 'stored', sha256 = :sha256, size_bytes = :sizeBytes, name = :name,
    content_type = :contentType, type = :type, stored_at_ms = :nowMs, error = NULL
  WHERE id = :id AND state <> 'stored'`);

/** Of any other message: the same bytes twice in one message are no copy. */
const markCopies = sql<{ sha256: Sha256 }>(`
  UPDATE file SET has_copies = 1
  WHERE sha256 = :sha256 AND has_copies = 0
    AND (SELECT min(message) <> max(message) FROM file AS other WHERE other.sha256 = :sha256)`);

/** The blob's row, the file's and those of its copies together: no row ever names bytes that are not on disk. */
export function storeFile(db: WriteDb, id: FileId, stored: StoredFile, nowMs: number, hasBytes?: HasBytes): boolean {
  return inTransaction(db, () => {
    insertBlob(db, stored.sha256, stored.sizeBytes, nowMs, hasBytes);
    const nameBefore = findFile(db, id)?.name;
    if (write(db, store, { ...stored, id: Number(id), nowMs }) === 0) return false;
    write(db, markCopies, { sha256: stored.sha256 });
    if (stored.name !== nameBefore) indexFile(db, Number(id));
    return true;
  });
}

const settle = sql<ById & { state: 'queued' | 'gone' | 'needsYou'; error: string | null }>(
  `UPDATE file SET state = :state, error = :error WHERE id = :id AND state NOT IN ('stored', 'link')`,
);

export function settleFile(
  db: WriteDb,
  id: FileId,
  state: 'queued' | 'gone' | 'needsYou',
  error: StructuredError | null,
): void {
  const text = error === null ? null : JSON.stringify(error);
  inTransaction(db, () => write(db, settle, { id: Number(id), state, error: text }));
}

const requeueFailed = sql<OfMessage>(
  `UPDATE file SET state = 'queued', error = NULL WHERE message = :message AND state = 'needsYou'`,
);

export function requeueFailedFiles(db: WriteDb, message: number): void {
  write(db, requeueFailed, { message });
}

const lose = sql<OfMessage>(`
  UPDATE file SET state = 'gone', error = NULL
  WHERE message = :message AND state IN ('queued', 'downloading', 'needsYou')`);

export function loseFiles(db: WriteDb, message: number): void {
  write(db, lose, { message });
}

const giveUp = sql<OfMessage & { error: string }>(`
  UPDATE file SET state = 'needsYou', error = coalesce(error, :error)
  WHERE message = :message AND state IN ('queued', 'downloading')`);

export function giveUpFiles(db: WriteDb, message: number, error: StructuredError): void {
  write(db, giveUp, { message, error: JSON.stringify(error) });
}

/** A stored file that is fetched again names no bytes until then. */
const requeue = sql<ById, OfMessage>(`
  UPDATE file SET state = 'queued', sha256 = NULL, size_bytes = NULL, stored_at_ms = NULL, error = NULL
  WHERE id = :id AND kind <> 'link' RETURNING message`);

/** The message that it belongs to, or null. */
export function requeueFile(db: WriteDb, id: FileId): number | null {
  return writeRow(db, requeue, { id: Number(id) })?.message ?? null;
}
