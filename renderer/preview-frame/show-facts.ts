import { fileTypeFromBuffer } from 'file-type';
import type { FileOrder } from '../preview/preview-messages.ts';
import { findStrings } from './find-strings.ts';
import { makeElement, makeNote } from './make-element.ts';

/** What can be said of bytes that are not shown: what they are, and what can be read in them. Nothing is run or unpacked. */
export async function showFacts({ bytes, contentType }: FileOrder, into: HTMLElement): Promise<void> {
  const found = await fileTypeFromBuffer(new Uint8Array(bytes, 0, Math.min(bytes.byteLength, 64_000))).catch(
    () => undefined,
  );
  const facts: readonly (readonly [string, string])[] = [
    ['Is, by its bytes', found === undefined ? 'Not known' : `${found.mime} (.${found.ext})`],
    ['Called by its sender', contentType === '' ? 'Nothing' : contentType],
    ['Size', `${bytes.byteLength.toLocaleString('en-GB')} bytes`],
  ];
  const list = facts.map(([name, value]) =>
    makeElement('div', {}, makeElement('dt', {}, name), makeElement('dd', {}, value)),
  );
  const { strings, hasMore } = findStrings(new Uint8Array(bytes));
  into.append(
    makeNote('Mailroom shows no picture of this kind of file, and never runs one.'),
    makeElement('dl', { className: 'facts' }, ...list),
    makeElement('h2', {}, 'What can be read in it'),
  );
  if (strings.length === 0) {
    into.append(makeElement('p', { className: 'caption' }, 'No run of six or more letters.'));
    return;
  }
  into.append(makeElement('pre', { className: 'text', tabIndex: 0 }, strings.join('\n')));
  if (hasMore) into.append(makeElement('p', { className: 'caption' }, 'There is more after this.'));
}
