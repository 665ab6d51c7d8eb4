import type { JsonObject } from '../odata/read-json.ts';
import { isObject } from '../odata/read-json.ts';
import { writePlainMime } from './write-mime.ts';

export interface ItemFile {
  readonly contentType: 'message/rfc822' | 'text/vcard' | 'text/calendar';
  readonly text: string;
}

/** What `$value` gives for an attached item: MIME for a message, vCard for a contact, iCalendar for an event. */
export function renderItem(item: JsonObject, nowMs: number): ItemFile {
  const type = textOf(item['@odata.type']).toLowerCase();
  if (type.endsWith('.contact')) return { contentType: 'text/vcard', text: writeContact(item) };
  if (type.endsWith('.event')) return { contentType: 'text/calendar', text: writeEvent(item, nowMs) };
  const mail = {
    subject: textOf(item['subject']),
    internetMessageId: textOf(item['internetMessageId']) || '<attached@mail.sandbox.example>',
    sentAtMs: Date.parse(textOf(item['sentDateTime'])) || nowMs,
    properties: item,
  };
  return { contentType: 'message/rfc822', text: writePlainMime(mail) };
}

function writeContact(item: JsonObject): string {
  const emails = Array.isArray(item['emailAddresses']) ? item['emailAddresses'].filter(isObject) : [];
  return writeLines([
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${escapeText(item['displayName'])}`,
    `N:${escapeText(item['surname'])};${escapeText(item['givenName'])};;;`,
    ...emails.map((email) => `EMAIL:${escapeText(email['address'])}`),
    'END:VCARD',
  ]);
}

function writeEvent(item: JsonObject, nowMs: number): string {
  return writeLines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Sandbox tenant//EN',
    'BEGIN:VEVENT',
    `UID:${escapeText(item['iCalUId'] ?? 'attached@sandbox.example')}`,
    `DTSTAMP:${formatInstant(nowMs)}`,
    `DTSTART:${formatInstant(readInstant(item['start']) ?? nowMs)}`,
    `DTEND:${formatInstant(readInstant(item['end']) ?? nowMs)}`,
    `SUMMARY:${escapeText(item['subject'])}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]);
}

/** A dateTimeTimeZone; other zones than UTC are taken for UTC. */
function readInstant(value: unknown): number | null {
  const atMs = isObject(value) ? Date.parse(`${textOf(value['dateTime']).replace(/Z$/, '')}Z`) : Number.NaN;
  return Number.isNaN(atMs) ? null : atMs;
}

function formatInstant(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, '');
}

function writeLines(lines: readonly string[]): string {
  return `${lines.join('\r\n')}\r\n`;
}

function escapeText(value: unknown): string {
  return textOf(value)
    .replace(/[\\;,]/g, String.raw`\$&`)
    .replace(/\r?\n/g, String.raw`\n`);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
