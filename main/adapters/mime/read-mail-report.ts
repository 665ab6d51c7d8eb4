import PostalMime, { type Attachment, type Email } from 'postal-mime';
import type { MailReport, ReportedRecipient } from '../../core/ports/report-reader.ts';
import { type Fields, readFields } from './read-fields.ts';

/** A report is small. What is larger is read to here, and counts only if its fields are whole. */
export const MAX_REPORT_BYTES = 1024 * 1024;
const limits = {
  forceRfc822Attachments: true,
  attachmentEncoding: 'utf8',
  maxNestingDepth: 20,
  maxHeadersSize: 256 * 1024,
} as const;
/** One for each recipient, of whom a message has 500 at most. */
const MAX_GROUPS = 1_000;

/**
 * The facts of a delivery report (RFC 3464) or a receipt for reading (RFC 8098), from its machine-readable part alone;
 * null for everything else: text, subjects and senders are not looked at. Never throws, whatever the bytes.
 */
export async function readMailReport(mime: Uint8Array, isCut: boolean): Promise<MailReport | null> {
  const mail = await PostalMime.parse(mime, limits).catch(() => null);
  if (mail === null || !isReport(mail)) return null;
  const delivery = partOf(mail, 'message/delivery-status');
  const receipt = partOf(mail, 'message/disposition-notification');
  const original = mail.attachments.find(({ mimeType }) => originalTypes.includes(mimeType));
  // Cut off before the part that follows, the fields may have lost their end.
  if (isCut && original === undefined) return null;
  const about = await originalMessageId(original);
  if (delivery !== undefined) {
    const groups = await readFields(textOf(delivery), MAX_GROUPS);
    return { about: about ?? replyTarget(mail), recipients: groups.flatMap(readRecipient) };
  }
  if (receipt === undefined) return null;
  const [fields] = await readFields(textOf(receipt), 1);
  if (fields === undefined) return null;
  const named = onlyId(fields.get('original-message-id'));
  return { about: about ?? named ?? replyTarget(mail), recipients: readReceipt(fields) };
}

const originalTypes: readonly string[] = [
  'message/rfc822',
  'message/global',
  'text/rfc822-headers',
  'message/rfc822-headers',
];

function isReport({ headers }: Email): boolean {
  const contentType = headers.find(({ key }) => key === 'content-type')?.value ?? '';
  return /^\s*multipart\/report\b/i.test(contentType);
}

function partOf({ attachments }: Email, mimeType: string): Attachment | undefined {
  return attachments.find((part) => part.mimeType === mimeType);
}

function textOf({ content }: Attachment): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

/** What the returned message calls itself. Its thread is not asked: another mail of the thread may have come back. */
async function originalMessageId(original: Attachment | undefined): Promise<string | null> {
  if (original === undefined) return null;
  const [headers] = await readFields(textOf(original).trimStart(), 1);
  return onlyId(headers?.get('message-id'));
}

/** Without the returned headers a report says by its own which mail it answers. */
function replyTarget({ inReplyTo, references }: Email): string | null {
  return onlyId(inReplyTo) ?? idsIn(references).at(-1) ?? null;
}

function onlyId(value: string | undefined): string | null {
  const ids = idsIn(value);
  return ids.length === 1 ? (ids[0] ?? null) : null;
}

function idsIn(value: string | undefined): readonly string[] {
  return value?.match(/<[^<>\s]{1,995}>/g) ?? [];
}

function readRecipient(fields: Fields): readonly ReportedRecipient[] {
  const addresses = addressesIn(fields);
  const action = word(fields.get('action'));
  if (addresses.length === 0) return [];
  return [{ addresses, action, status: statusIn(fields.get('status')), said: wordsIn(fields.get('diagnostic-code')) }];
}

/** `automatic-action/MDN-sent-automatically; displayed`: the word behind the modes says what became of it. */
function readReceipt(fields: Fields): readonly ReportedRecipient[] {
  const addresses = addressesIn(fields);
  const action = word(fields.get('disposition')?.split(';')[1]);
  return addresses.length === 0 ? [] : [{ addresses, action, status: null, said: null }];
}

function addressesIn(fields: Fields): readonly string[] {
  return ['original-recipient', 'final-recipient'].flatMap((name) => {
    const address = fields.get(name)?.split(';').at(1)?.trim().replace(/^<|>$/g, '').toLowerCase() ?? '';
    return /^[^\s\p{C}@]{1,200}@[^\s\p{C}@]{1,255}$/u.test(address) ? [address] : [];
  });
}

function word(text: string | undefined): string {
  return /^\s*([a-z-]{1,40})/i.exec(text ?? '')?.[1]?.toLowerCase() ?? '';
}

function statusIn(text: string | undefined): string | null {
  return /^\s*([245]\.\d{1,3}\.\d{1,3})\b/.exec(text ?? '')?.[1] ?? null;
}

const MAX_SAID = 300;

/** What stands behind the type, as one line that no screen or log can be led astray by. */
function wordsIn(text: string | undefined): string | null {
  const plain = (text ?? '')
    .replace(/^\s*[\w-]+\s*;/, '')
    .replace(/\p{C}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain === '') return null;
  return plain.length > MAX_SAID ? `${plain.slice(0, MAX_SAID - 1)}…` : plain;
}
