import { describe, expect, it } from 'vitest';
import { type FileState, fileStates } from '../../../contract/files.ts';
import { glyphOf, stateOf, verdictOf, whereOf } from '../../../renderer/files/file-words.ts';
import { fileWaybill } from '../../../renderer/files/file-waybill.ts';
import { shownText } from '../../../renderer/files/shown-text.ts';
import { fileRowOf } from './file-row-of.ts';

const nowMs = Date.parse('2026-11-21T09:10:00.000Z');
const way = {
  noticedAt: '2026-11-21T09:00:01.000Z',
  queuedAt: '2026-11-21T09:00:02.000Z',
  startedAt: '2026-11-21T09:00:03.000Z',
  storedAt: '2026-11-21T09:00:04.000Z',
};

function stages(state: FileState, started = true): readonly string[] {
  const facts = { ...way, ...(started ? {} : { startedAt: null }), row: { state } };
  return fileWaybill(facts, nowMs).map(({ name, progress }) => `${name} ${progress}`);
}

describe('I7: what a file says', () => {
  it('has a word for every state, and needs somebody in one of them alone', () => {
    expect(new Set(fileStates.map((state) => stateOf({ state }).words)).size).toBe(fileStates.length);
    expect(fileStates.filter((state) => stateOf({ state }).tone === 'brick')).toEqual(['needsYou']);
  });

  it('I12: says where the bytes are, or why they are nowhere yet', () => {
    expect(whereOf(fileRowOf(1)).words).toBe('disk');
    expect(whereOf(fileRowOf(1, { state: 'downloading', storedIn: null })).words).toBe('Downloading');
  });

  it('says what is safe wherever a file is not simply here', () => {
    for (const state of fileStates) {
      const words = verdictOf(fileRowOf(1, { state }), null);
      expect(words === null).toBe(state === 'stored');
    }
    expect(verdictOf(fileRowOf(1), '2026-11-21T09:05:00.000Z')).toContain('This copy stays.');
  });

  it('has a way in that ends where the file stands', () => {
    expect(stages('stored')).toEqual(['Noticed done', 'Queued done', 'Downloading done', 'Stored done']);
    expect(stages('downloading').slice(2)).toEqual(['Downloading now', 'Stored ahead']);
    expect(stages('needsYou', false)[1]).toBe('Queued now');
    expect(stages('link')).toEqual(['Noticed done', 'Link done']);
    expect(stages('gone').at(-1)).toBe('Gone now');
  });

  it('is named by letters: its extension, or what it is', () => {
    expect(glyphOf(fileRowOf(1))).toBe('PDF');
    expect(glyphOf(fileRowOf(1, { name: 'Hearing', kind: 'item', type: 'calendar' }))).toBe('ICS');
    expect(glyphOf(fileRowOf(1, { name: 'Project records', kind: 'link' }))).toBe('LINK');
  });

  it('shows a deceptive name as it is', () => {
    expect(shownText('invoice\u202efdp.exe')).toBe('invoice[U+202E]fdp.exe');
    expect(shownText('a\u0000b\nc')).toBe('a[U+0000]b c');
    expect(shownText('👩\u200d🔬.png')).toBe('👩\u200d🔬.png');
    expect(shownText('תוכנית.pdf')).toBe('תוכנית.pdf');
  });
});
