import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import type { Tell } from './connect-frame.ts';
import { makeElement } from './make-element.ts';
import { readPictures, showHtml } from './show-html.ts';
import { showPlainBody } from './show-plain-body.ts';

/** A message that is a file: who wrote it to whom, its text, and the names of what is attached to it. */
export async function showMail(bytes: ArrayBuffer, into: HTMLElement, tell: Tell): Promise<void> {
  const mail = await PostalMime.parse(bytes, { attachmentEncoding: 'arraybuffer', maxNestingDepth: 20 });
  into.className = 'mail';
  into.append(makeElement('h1', {}, mail.subject ?? 'No subject'), makeHeaders(mail));
  const files = mail.attachments.filter((file) => !isShown(file, mail.html ?? ''));
  if (files.length > 0) into.append(makeFiles(files));
  if (mail.html !== undefined) showHtml(mail.html, readPictures(mail.attachments.flatMap(asPicture)), into, tell);
  else showPlainBody(mail.text ?? 'This message has no text.', into);
}

function makeHeaders(mail: Email): HTMLElement {
  const rows: readonly (readonly [string, string])[] = [
    ['From', mail.from === undefined ? '' : describeAddress(mail.from)],
    ['To', describeAll(mail.to)],
    ['Cc', describeAll(mail.cc)],
    ['Date', describeDate(mail.date)],
  ];
  const shown = rows.filter(([, value]) => value !== '');
  return makeElement(
    'dl',
    { className: 'facts' },
    ...shown.map(([name, value]) => makeElement('div', {}, makeElement('dt', {}, name), makeElement('dd', {}, value))),
  );
}

function makeFiles(files: readonly Attachment[]): HTMLElement {
  const items = files.map((file) =>
    makeElement(
      'li',
      {},
      file.filename ?? 'No name',
      makeElement('span', { className: 'caption' }, ` ${describeSize(sizeOf(file))}`),
    ),
  );
  return makeElement('ul', { className: 'files' }, ...items);
}

function asPicture(file: Attachment): { contentId: string; contentType: string; bytes: ArrayBuffer }[] {
  const contentId = file.contentId?.replace(/^<|>$/g, '');
  if (contentId === undefined || !(file.content instanceof ArrayBuffer)) return [];
  return [{ contentId, contentType: file.mimeType, bytes: file.content }];
}

function isShown(file: Attachment, html: string): boolean {
  const contentId = file.contentId?.replace(/^<|>$/g, '');
  return contentId !== undefined && html.includes(`cid:${contentId}`);
}

function describeAll(addresses: readonly Address[] = []): string {
  return addresses.map(describeAddress).join(', ');
}

function describeAddress({ name, address, group }: Address): string {
  if (group !== undefined) return `${name}: ${group.map(describeAddress).join(', ')}`;
  return name === '' || name === address ? address : `${name} <${address}>`;
}

function describeDate(date: string | undefined): string {
  const ms = Date.parse(date ?? '');
  if (Number.isNaN(ms)) return date ?? '';
  return new Date(ms).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' });
}

function describeSize(sizeBytes: number): string {
  return sizeBytes < 1000 ? `${String(sizeBytes)} bytes` : `${Math.floor(sizeBytes / 1000).toLocaleString('en-GB')} kB`;
}

function sizeOf({ content }: Attachment): number {
  return typeof content === 'string' ? content.length : content.byteLength;
}
