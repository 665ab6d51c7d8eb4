import type { StructuredError } from '../../../../contract/errors.ts';
import type { AccountId } from '../../../../contract/ids.ts';
import type { MessageRecord, MessageState } from '../../../core/ingest/ingest-record.ts';
import type { RemoteMessage } from '../../../core/ports/mailbox-reader.ts';
import type { ReadDb, WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { learnSender } from '../recipients/learn-addresses.ts';
import { readRow, write } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { giveUpFiles, loseFiles, requeueFailedFiles } from './file-steps.ts';
import { readError } from './read-error.ts';

interface ById {
  readonly id: number;
}

interface MessageRow extends Omit<MessageRecord, 'error'> {
  readonly error: string | null;
}

const columns = `
  id, account, message_id AS messageId, folder_id AS folder, state, noticed_at_ms AS noticedAtMs,
  received_at_ms AS receivedAtMs, removed_at_ms AS removedAtMs, error`;

const selectMessage = sql<{ account: AccountId; messageId: string }, MessageRow>(
  `SELECT ${columns} FROM message WHERE account = :account AND message_id = :messageId`,
);
const selectById = sql<ById, MessageRow>(`SELECT ${columns} FROM message WHERE id = :id`);

export function findMessage(db: ReadDb, account: AccountId, messageId: string): MessageRecord | null {
  const row = readRow(db, selectMessage, { account, messageId });
  return row === null ? null : toMessage(row);
}

export function findMessageById(db: ReadDb, id: number): MessageRecord | null {
  const row = readRow(db, selectById, { id });
  return row === null ? null : toMessage(row);
}

function toMessage(row: MessageRow): MessageRecord {
  return { ...row, error: readError(row.error) };
}

/** Where a message stands that is to be fetched again: with files as rows they need not be listed again. */
const openState = `CASE WHEN EXISTS (SELECT 1 FROM file WHERE message = message.id) THEN 'listed' ELSE 'noticed' END`;

const reopen = sql<ById>(`UPDATE message SET state = ${openState}, complete_at_ms = NULL, error = NULL,
  dismissed_at_ms = NULL WHERE id = :id`);

export function reopenMessage(db: WriteDb, id: number): void {
  inTransaction(db, () => {
    write(db, reopen, { id });
    requeueFailedFiles(db, id);
  });
}

interface Words extends ById {
  readonly internetMessageId: string | null;
  readonly conversationId: string | null;
  readonly subject: string;
  readonly fromName: string | null;
  readonly fromAddress: string | null;
  readonly recipients: string;
  readonly receivedAtMs: number;
}

const updateWords = sql<Words>(`
  UPDATE message SET internet_message_id = :internetMessageId, conversation_id = :conversationId, subject = :subject,
    from_name = :fromName, from_address = :fromAddress, recipients = :recipients, received_at_ms = :receivedAtMs
  WHERE id = :id`);

const upsertBody = sql<ById & { contentType: 'text' | 'html'; content: string }>(`
  INSERT INTO message_body (message, content_type, content) VALUES (:id, :contentType, :content)
  ON CONFLICT (message) DO UPDATE SET content_type = :contentType, content = :content`);

const selectSender = sql<ById, { account: AccountId; address: string | null }>(
  'SELECT account, from_address AS address FROM message WHERE id = :id',
);

export function saveMessage(db: WriteDb, id: number, message: RemoteMessage): void {
  const { to, cc, body } = message;
  const { internetMessageId, conversationId, subject, fromName, fromAddress, receivedAtMs } = message;
  const recipients = JSON.stringify({ to, cc });
  inTransaction(db, () => {
    const before = readRow(db, selectSender, { id });
    if (before !== null && before.address === null && fromAddress !== null) {
      learnSender(db, { account: before.account, name: fromName, address: fromAddress }, receivedAtMs);
    }
    write(db, updateWords, {
      id,
      internetMessageId,
      conversationId,
      subject,
      fromName,
      fromAddress,
      recipients,
      receivedAtMs,
    });
    write(db, upsertBody, { id, ...body });
  });
}

const selectBody = sql<ById, { content: string }>('SELECT content FROM message_body WHERE message = :id');

export function readBody(db: ReadDb, id: number): string | null {
  return readRow(db, selectBody, { id })?.content ?? null;
}

const complete = sql<ById & { nowMs: number }>(`
  UPDATE message SET state = 'complete', complete_at_ms = :nowMs, error = NULL
  WHERE id = :id AND state <> 'complete'
    AND NOT EXISTS (SELECT 1 FROM file WHERE message = :id AND state IN ('queued', 'downloading', 'needsYou'))`);

/** The words are kept to be read beside the files. */
const deleteIdleBody = sql<ById>(
  'DELETE FROM message_body WHERE message = :id AND NOT EXISTS (SELECT 1 FROM file WHERE message = :id)',
);

export function completeMessage(db: WriteDb, id: number, nowMs: number): boolean {
  return inTransaction(db, () => {
    if (write(db, complete, { id, nowMs }) === 0) return false;
    write(db, deleteIdleBody, { id });
    return true;
  });
}

const endAs = sql<ById & { state: MessageState; error: string | null }>(
  `UPDATE message SET state = :state, error = :error WHERE id = :id AND state <> 'complete'`,
);

export function loseMessage(db: WriteDb, id: number): boolean {
  return inTransaction(db, () => {
    if (write(db, endAs, { id, state: 'gone', error: null }) === 0) return false;
    loseFiles(db, id);
    return true;
  });
}

const dismiss = sql<ById & { nowMs: number }>(`UPDATE message SET dismissed_at_ms = :nowMs WHERE id = :id`);

export function dismissMessage(db: WriteDb, id: number, nowMs: number): void {
  inTransaction(db, () => write(db, dismiss, { id, nowMs }));
}

export function giveUpMessage(db: WriteDb, id: number, error: StructuredError): boolean {
  return inTransaction(db, () => {
    if (write(db, endAs, { id, state: 'needsYou', error: JSON.stringify(error) }) === 0) return false;
    giveUpFiles(db, id, error);
    return true;
  });
}
