import type { MailAddress, MessageDraft } from '../../../contract/message.ts';
import { MailroomError } from '../mailroom-error.ts';
import type { MailContent } from '../ports/mail-service.ts';
import { nameOnce } from '../recipients/name-once.ts';
import { readRecipients } from './read-recipients.ts';

/**
 * Limits of row MP2 and of the service (docs/graph.md). A draft takes more files than one direct request.
 */
export const MAX_RECIPIENTS = 150;
const MAX_FILES_DRAFT = 250;
export const MAX_FILES_DIRECT = 20;
const MAX_SUBJECT_CHARS = 255;
/** The service's own limit for one file, in bytes (150 MB). */
export const MAX_FILE_BYTES = 150_000_000;
/** OneDrive's own limit for one file, in bytes (250 GB). */
export const MAX_LINK_BYTES = 250_000_000_000;
/** The most that any mailbox accepts as one message, encoded, in bytes. The mailbox's own limit is often lower. */
export const MAX_MESSAGE_BYTES = 150_000_000;
/** A draft's words must fit into one request of 4 MB with room for the rest. */
const MAX_BODY_BYTES = 3_500_000;

/** Turns what a person wrote into what the service needs, or throws the first finding with its field and its fix. */
export function checkDraft(draft: MessageDraft): MailContent {
  const { to, cc, bcc } = nameOnce({
    to: recipientsOf(draft.to, 'to'),
    cc: recipientsOf(draft.cc, 'cc'),
    bcc: recipientsOf(draft.bcc, 'bcc'),
  });
  const replyTo = recipientsOf(draft.replyTo, 'replyTo');
  const count = to.length + cc.length + bcc.length;
  if (count === 0) {
    throw invalid('to', 'The message has no recipient. Nothing was sent.', 'Name at least one with --to.');
  }
  if (count > MAX_RECIPIENTS) {
    const message = `The message has ${String(count)} recipients; at most ${String(MAX_RECIPIENTS)} are allowed. Nothing was sent.`;
    throw invalid('to', message, 'Send it in several messages, or to a group.');
  }
  if (draft.subject.length > MAX_SUBJECT_CHARS) {
    throw invalid(
      'subject',
      `The subject is longer than ${String(MAX_SUBJECT_CHARS)} characters. Nothing was sent.`,
      'Shorten it.',
    );
  }
  if (/[\r\n\0]/.test(draft.subject)) {
    throw invalid('subject', 'The subject has a line break in it. Nothing was sent.', 'Write it on one line.');
  }
  const body = bodyOf(draft);
  if (utf8Length(body.content) > MAX_BODY_BYTES) {
    throw invalid('html', 'The text of the message is over 3.5 MB. Nothing was sent.', 'Attach it as a file instead.');
  }
  if (draft.attachments.length > MAX_FILES_DRAFT) {
    const message = `The message has ${String(draft.attachments.length)} files; at most ${String(MAX_FILES_DRAFT)} fit. Nothing was sent.`;
    throw invalid('attachments', message, 'Pack them into one archive.');
  }
  const { subject, importance, requestReadReceipt, requestDeliveryReceipt, sendAt, onServer } = draft;
  if (onServer && sendAt === null) {
    throw invalid('sendAt', 'There is no time until which the server should keep it. Nothing was sent.', 'Name one.');
  }
  const categories = [...new Set(draft.categories.map((name) => name.trim()).filter((name) => name !== ''))];
  const receipts = { requestReadReceipt, requestDeliveryReceipt };
  const deferUntil = onServer ? sendAt : null;
  return { to, cc, bcc, replyTo, subject, body, importance, categories, ...receipts, deferUntil };
}

function recipientsOf(lists: readonly string[], field: string): readonly MailAddress[] {
  const read = readRecipients(lists);
  if (read.ok) return read.recipients;
  const shown = read.unreadable.length > 60 ? `${read.unreadable.slice(0, 60)}…` : read.unreadable;
  throw invalid(
    field,
    `"${shown}" is not an e-mail address. Nothing was sent.`,
    'Correct it; addresses look like name@example.com.',
  );
}

function bodyOf(draft: MessageDraft): MailContent['body'] {
  if (draft.html !== null) return { contentType: 'html', content: draft.html };
  return { contentType: 'text', content: draft.text ?? '' };
}

function invalid(field: string, message: string, remediation: string): MailroomError {
  return new MailroomError('validation_error', { field, message, remediation });
}

/** UTF-8 bytes of a text, without a platform's encoder. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}
