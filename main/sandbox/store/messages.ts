import type { Database } from 'better-sqlite3';
import { newChangeKey, newImmutableId, newRestId } from './ids.ts';

/** The properties that no query needs a column for, as the API spells them: body, recipients, flag, categories … */
type Properties = Readonly<Record<string, unknown>>;

export interface MessageRow {
  readonly n: number;
  readonly immutableId: string;
  readonly restId: string;
  readonly userId: string;
  readonly folderId: string;
  readonly isDraft: 0 | 1;
  readonly changeKey: string;
  readonly internetMessageId: string;
  readonly conversationId: string;
  readonly subject: string;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  readonly receivedAtMs: number;
  readonly sentAtMs: number;
  readonly isRead: 0 | 1;
  readonly importance: string;
  readonly hasAttachments: 0 | 1;
  readonly fromAddress: string;
  readonly visibleAtMs: number;
  readonly properties: string;
}

export const messageColumns = `m.n, m.immutable_id AS immutableId, m.rest_id AS restId, m.user_id AS userId, m.folder_id AS folderId,
  m.is_draft AS isDraft, m.change_key AS changeKey, m.internet_message_id AS internetMessageId,
  m.conversation_id AS conversationId, m.subject, m.created_at_ms AS createdAtMs, m.modified_at_ms AS modifiedAtMs,
  m.received_at_ms AS receivedAtMs, m.sent_at_ms AS sentAtMs, m.is_read AS isRead, m.importance,
  m.has_attachments AS hasAttachments, m.from_address AS fromAddress, m.visible_at_ms AS visibleAtMs, m.properties`;

export interface NewMessage {
  readonly userId: string;
  readonly folderId: string;
  readonly isDraft: boolean;
  readonly isRead: boolean;
  readonly internetMessageId: string;
  readonly conversationId: string;
  readonly subject: string;
  readonly importance: string;
  readonly fromAddress: string;
  readonly atMs: number;
  readonly visibleAtMs: number;
  readonly properties: Properties;
}

/** Returns the row number. */
export function insertMessage(db: Database, message: NewMessage): number {
  const result = db
    .prepare(
      `INSERT INTO message (immutable_id, rest_id, user_id, folder_id, is_draft, change_key, internet_message_id,
         conversation_id, subject, created_at_ms, modified_at_ms, received_at_ms, sent_at_ms, is_read, importance,
         has_attachments, from_address, visible_at_ms, properties)
       VALUES (@immutableId, @restId, @userId, @folderId, @isDraft, @changeKey, @internetMessageId,
         @conversationId, @subject, @atMs, @atMs, @atMs, @atMs, @isRead, @importance, 0, @fromAddress, @visibleAtMs, @properties)`,
    )
    .run({
      ...message,
      immutableId: newImmutableId(),
      restId: newRestId(),
      changeKey: newChangeKey(),
      isDraft: Number(message.isDraft),
      isRead: Number(message.isRead),
      properties: JSON.stringify(message.properties),
    });
  return Number(result.lastInsertRowid);
}

export function readMessage(db: Database, n: number): MessageRow | undefined {
  return db.prepare<[number], MessageRow>(`SELECT ${messageColumns} FROM message m WHERE m.n = ?`).get(n);
}

/** By either form of the id, in the user's own mailbox, once it is visible. */
export function findMessage(db: Database, userId: string, id: string, nowMs: number): MessageRow | undefined {
  return db
    .prepare<[string, string, string, number], MessageRow>(
      `SELECT ${messageColumns} FROM message m
       WHERE (m.immutable_id = ? OR m.rest_id = ?) AND m.user_id = ? AND m.visible_at_ms <= ?`,
    )
    .get(id, id, userId, nowMs);
}

export interface MessageChanges {
  readonly subject: string;
  readonly importance: string;
  readonly isRead: boolean;
  readonly internetMessageId: string;
  readonly fromAddress: string;
  readonly properties: Properties;
}

export function updateMessage(db: Database, n: number, changes: MessageChanges, nowMs: number): void {
  db.prepare(
    `UPDATE message SET subject = @subject, importance = @importance, is_read = @isRead, from_address = @fromAddress,
       internet_message_id = @internetMessageId, properties = @properties, change_key = @changeKey, modified_at_ms = @nowMs
     WHERE n = @n`,
  ).run({
    ...changes,
    isRead: Number(changes.isRead),
    properties: JSON.stringify(changes.properties),
    changeKey: newChangeKey(),
    nowMs,
    n,
  });
}

/** Every write to a message or its attachments moves its change key. `hasAttachments` does not see inline ones. */
export function touchMessage(db: Database, n: number, nowMs: number): void {
  db.prepare(
    `UPDATE message SET change_key = ?, modified_at_ms = ?,
       has_attachments = EXISTS (SELECT 1 FROM attachment a WHERE a.message_n = message.n AND a.is_inline = 0)
     WHERE n = ?`,
  ).run(newChangeKey(), nowMs, n);
}

/** A move gives a new rest id; the immutable id stays. */
export function moveMessage(db: Database, n: number, folderId: string, nowMs: number): void {
  db.prepare('INSERT INTO former_id (id, message_n) SELECT rest_id, n FROM message WHERE n = ?').run(n);
  db.prepare('UPDATE message SET folder_id = ?, rest_id = ?, change_key = ?, modified_at_ms = ? WHERE n = ?').run(
    folderId,
    newRestId(),
    newChangeKey(),
    nowMs,
    n,
  );
}

export function replaceImmutableId(db: Database, n: number): void {
  db.prepare('INSERT INTO former_id (id, message_n) SELECT immutable_id, n FROM message WHERE n = ?').run(n);
  db.prepare('UPDATE message SET immutable_id = ? WHERE n = ?').run(newImmutableId(), n);
}

export function findByFormerId(db: Database, userId: string, id: string): MessageRow | undefined {
  return db
    .prepare<[string, string], MessageRow>(
      `SELECT ${messageColumns} FROM former_id f JOIN message m ON m.n = f.message_n WHERE f.id = ? AND m.user_id = ?`,
    )
    .get(id, userId);
}

export function markSent(db: Database, n: number, internetMessageId: string, sentAtMs: number): void {
  db.prepare(
    `UPDATE message SET is_draft = 0, is_read = 1, sent_at_ms = ?, received_at_ms = ?, internet_message_id = ? WHERE n = ?`,
  ).run(sentAtMs, sentAtMs, internetMessageId, n);
}

export function findMessageIds(db: Database, n: number): { immutableId: string; restId: string } {
  const row = readMessage(db, n);
  if (row === undefined) throw new RangeError('There is no such message.');
  return { immutableId: row.immutableId, restId: row.restId };
}
