import { expect, it } from 'vitest';
import { decodeText } from '../../../renderer/preview-frame/decode-text.ts';
import { findStrings } from '../../../renderer/preview-frame/find-strings.ts';
import { cutText } from '../../../renderer/preview-frame/show-text.ts';
import { unpackedBytes } from '../../../renderer/preview-frame/unpacked-bytes.ts';
import { makeArchive } from '../../e2e/awkward-archive.ts';

const sizeOf = (bytes: Buffer): number => unpackedBytes(new Uint8Array(bytes).buffer);

it.each<[string, Buffer]>([
  ['utf-8', Buffer.from('Grüße, 東京')],
  ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Grüße, 東京', 'utf16le')])],
  ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('Grüße, 東京', 'utf16le').swap16()])],
])('I4: reads text in %s', (encoding, bytes) => {
  expect(decodeText(bytes)).toEqual({ text: 'Grüße, 東京', encoding });
});

it('I4: reads UTF-16 without a mark, text of Windows, and UTF-8 that was cut within a letter', () => {
  expect(decodeText(Buffer.from('hello', 'utf16le'))).toEqual({ text: 'hello', encoding: 'utf-16le' });
  expect(decodeText(Buffer.from('Gr\u00fc\u00dfe', 'latin1'))).toEqual({ text: 'Grüße', encoding: 'windows-1252' });
  expect(decodeText(Buffer.from('Grüße €').subarray(0, -1)).encoding).toBe('utf-8');
});

it('I4: shows 20,000 lines of 5,000 letters, and says what it leaves out', () => {
  const { lines, notes } = cutText(`${'x'.repeat(5001)}\n${'y\r\n'.repeat(30_000)}`, false);
  expect(lines.length).toBe(20_000);
  expect(lines[0]).toBe(`${'x'.repeat(5000)} … 1 more characters`);
  expect(notes).toEqual([
    'Only the beginning is shown, 20,000 lines. Save the file to see the rest.',
    'Very long lines are cut.',
  ]);
  expect(cutText('one\ntwo', false)).toEqual({ lines: ['one', 'two'], notes: [] });
});

it('I4: finds what can be read in a program, in both kinds of letters', () => {
  const wide = Buffer.from('wide letters', 'utf16le');
  const bytes = Buffer.concat([Buffer.from('\0short\0This program\u0001'), wide, Buffer.from([7, 0])]);
  expect(findStrings(bytes)).toEqual({ strings: ['This program', 'wide letters'], hasMore: false });
  const { strings, hasMore } = findStrings(Buffer.alloc(1_000_000, 'abcdefgh\0'));
  expect(strings.join('').length).toBeLessThanOrEqual(100_000);
  expect(hasMore).toBe(true);
});

it('I4: adds up what an archive says it unpacks to, and takes one without a directory for endless', () => {
  const files = [
    { name: 'a', bytes: Buffer.alloc(1000) },
    { name: 'b', bytes: Buffer.alloc(10), claimedBytes: 3_000_000_000 },
  ];
  expect(sizeOf(makeArchive(files))).toBe(3_000_001_000);
  expect(sizeOf(makeArchive([]))).toBe(0);
  expect(sizeOf(Buffer.from('PK\u0003\u0004 cut off'))).toBe(Infinity);
  expect(sizeOf(Buffer.alloc(3))).toBe(Infinity);
});
