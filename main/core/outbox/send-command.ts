import type { MailAddress } from '../../../contract/message.ts';
import type { OutboxRecord } from './outbox-record.ts';

interface CommandOptions {
  /** The mailbox's address. */
  readonly from: string | null;
  /** Without the key: a new message at each run. */
  readonly asNew: boolean;
  /** Where the engine keeps its data, when that is not the usual place. */
  readonly dataDir: string | null;
  /** Chosen while it is written: its HTML goes out as plain words. */
  readonly asText: boolean;
  readonly nowMs: number;
}

/** Longer texts, and such of several lines, are taken from the message itself. */
const MAX_TEXT_CHARS = 200;

/**
 * The words of a command line that sends this message: everything that the recipients get, and when. The files, and a
 * text that is long or HTML, are named by the message's id, so that they are the same bytes whatever became of their
 * sources, and no path is told. With its key the command finds the message that it has made; it sends nothing twice.
 */
export function sendCommand(
  record: OutboxRecord,
  { from, asNew, dataDir, asText, nowMs }: CommandOptions,
): readonly string[] {
  const { content, attachments, key, id, sendAtMs } = record;
  const { body, importance, categories, requestReadReceipt, requestDeliveryReceipt, deferUntil } = content;
  const isShort =
    body.contentType === 'text' && /^[^\r\n]+$/.test(body.content) && body.content.length <= MAX_TEXT_CHARS;
  const needsLike = attachments.some(({ removing }) => !removing) || (body.content !== '' && !isShort);
  // A new message cannot leave in the past; a repeated key only finds the old one.
  const isTimely = sendAtMs !== null && (!asNew || sendAtMs > nowMs);
  return [
    'mailroom',
    'send',
    ...option('--data-dir', dataDir),
    ...option('--from', from),
    ...addresses('--to', content.to),
    ...addresses('--cc', content.cc),
    ...addresses('--bcc', content.bcc),
    ...addresses('--reply-to', content.replyTo),
    ...option('--subject', content.subject === '' ? null : content.subject),
    ...option('--text', isShort ? body.content : null),
    ...option('--importance', importance === 'normal' ? null : importance),
    ...categories.flatMap((name) => option('--category', name)),
    ...(requestReadReceipt ? ['--read-receipt'] : []),
    ...(requestDeliveryReceipt ? ['--delivery-receipt'] : []),
    ...option('--at', isTimely ? new Date(sendAtMs).toISOString() : null),
    ...(isTimely && deferUntil !== null ? ['--on-server'] : []),
    ...(asText ? ['--as-text'] : []),
    ...option('--like', needsLike ? id : null),
    ...option('--key', asNew ? null : key),
  ];
}

/** A value that begins with a dash would be read as another option, so every value is part of its option's word. */
function option(name: string, value: string | null): readonly string[] {
  return value === null ? [] : [`${name}=${value}`];
}

function addresses(name: string, list: readonly MailAddress[]): readonly string[] {
  return list.flatMap((one) =>
    option(name, one.name === null ? one.address : `${JSON.stringify(one.name)} <${one.address}>`),
  );
}
