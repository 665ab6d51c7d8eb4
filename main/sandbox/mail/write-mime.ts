import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { JsonObject } from '../odata/read-json.ts';
import { isObject } from '../odata/read-json.ts';
import { addressOf } from './recipients.ts';

export interface MimeMail {
  readonly subject: string;
  readonly internetMessageId: string;
  readonly sentAtMs: number;
  /** As the API spells them: from, recipients, body, internetMessageHeaders. */
  readonly properties: JsonObject;
}

export interface MimePart {
  readonly name: string;
  readonly contentType: string;
  readonly cid: string | null;
  readonly isInline: boolean;
  readonly open: () => Readable;
}

/** A message as RFC 5322 text, its parts in base64, messages in it as they are. The same mail gives the same bytes. */
export async function* writeMime(mail: MimeMail, parts: readonly MimePart[]): AsyncGenerator<string | Buffer> {
  if (parts.length === 0) return yield writePlainMime(mail);
  const boundary = `_sandbox_${createHash('sha256').update(mail.internetMessageId).digest('hex').slice(0, 24)}_`;
  yield `${writeHead(mail)}Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n`;
  yield `--${boundary}\r\n${writeText(mail)}`;
  for (const part of parts) {
    yield `--${boundary}\r\n${writePartHead(part)}`;
    if (isMessage(part)) yield* part.open() as AsyncIterable<Buffer>;
    else yield* encodeLines(part.open());
    yield '\r\n';
  }
  yield `--${boundary}--\r\n`;
}

/** A message without attachments. */
export function writePlainMime(mail: MimeMail): string {
  return `${writeHead(mail)}${writeText(mail)}`;
}

function writeHead({ subject, internetMessageId, sentAtMs, properties }: MimeMail): string {
  const lists = { To: properties['toRecipients'], Cc: properties['ccRecipients'] };
  const recipients = Object.entries(lists).flatMap(([name, list]) =>
    Array.isArray(list) && list.length > 0 ? [`${name}: ${list.map(writeAddress).join(',\r\n ')}`] : [],
  );
  const headers = Array.isArray(properties['internetMessageHeaders']) ? properties['internetMessageHeaders'] : [];
  return [
    `From: ${writeAddress(properties['from'])}`,
    ...recipients,
    `Subject: ${encodeWords(subject)}`,
    `Date: ${new Date(sentAtMs).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${internetMessageId}`,
    ...headers.filter(isObject).map(({ name, value }) => `${name as string}: ${encodeWords(value as string)}`),
    'MIME-Version: 1.0',
    '',
  ].join('\r\n');
}

function writeText({ properties }: MimeMail): string {
  const body = isObject(properties['body']) ? properties['body'] : {};
  const { contentType, content } = body;
  const type = typeof contentType === 'string' && contentType.toLowerCase() === 'html' ? 'html' : 'plain';
  const text = foldBase64(Buffer.from(typeof content === 'string' ? content : '').toString('base64'));
  return `Content-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${text}`;
}

/** RFC 2046 allows no base64 around a whole message. */
function isMessage(part: MimePart): boolean {
  return part.contentType === 'message/rfc822';
}

function writePartHead(part: MimePart): string {
  const { name, contentType, cid, isInline } = part;
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return [
    `Content-Type: ${contentType}`,
    `Content-Disposition: ${isInline ? 'inline' : 'attachment'}; filename*=utf-8''${encoded}`,
    ...(cid === null ? [] : [`Content-ID: <${cid}>`]),
    `Content-Transfer-Encoding: ${isMessage(part) ? '8bit' : 'base64'}`,
    '\r\n',
  ].join('\r\n');
}

/** Pieces of 57 bytes make lines of 76 characters; what is over waits for the next piece. */
async function* encodeLines(bytes: Readable): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const piece of bytes as AsyncIterable<Buffer>) {
    const all = Buffer.concat([rest, piece]);
    const whole = all.length - (all.length % 57);
    yield foldBase64(all.subarray(0, whole).toString('base64'));
    rest = all.subarray(whole);
  }
  yield foldBase64(rest.toString('base64'));
}

function foldBase64(text: string): string {
  return text.replace(/.{1,76}/g, '$&\r\n');
}

function writeAddress(recipient: unknown): string {
  const inner = isObject(recipient) && isObject(recipient['emailAddress']) ? recipient['emailAddress'] : {};
  const name = typeof inner['name'] === 'string' ? inner['name'] : '';
  return name === '' ? `<${addressOf(recipient)}>` : `${encodeWords(name)} <${addressOf(recipient)}>`;
}

/** RFC 2047: ASCII as it is, anything else in encoded words that no character crosses. */
function encodeWords(text: string): string {
  const plain = text.replace(/[\r\n]+/g, ' ');
  if (/^[\x20-\x7e]*$/.test(plain)) return plain;
  const words: string[] = [];
  for (let rest = Array.from(plain); rest.length > 0; rest = rest.slice(10))
    words.push(`=?utf-8?B?${Buffer.from(rest.slice(0, 10).join('')).toString('base64')}?=`);
  return words.join('\r\n ');
}
