import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operators } from '../../../main/core/files/search/operators.ts';
import { markWords, wordsInNames } from '../../../renderer/files/mark-words.ts';
import { searchOperators } from '../../../renderer/files/search-operators.ts';
import { splitSearch, suggestSearch } from '../../../renderer/files/search-text.ts';

const mailboxes = ['sender@sandbox.example', 'archive@sandbox.example'];

function suggested(text: string, isAsked = false): readonly string[] {
  return suggestSearch(text, text.length, mailboxes, isAsked).map(({ words }) => words);
}

describe('I2: the line that finds files', () => {
  it('knows every operator of the engine and no other', () => {
    expect(searchOperators.map(({ name }) => name).sort()).toEqual([...operators.keys()].sort());
  });

  it('suggests only values that the engine understands', () => {
    const time = { nowMs: Date.UTC(2026, 10, 21), utcOffsetMinutes: () => 0 };
    for (const { name, values } of searchOperators) {
      for (const value of values) {
        const bare = value.replaceAll('"', '');
        expect(operators.get(name)?.read(bare, value !== bare, time), `${name}:${value}`).not.toBeNull();
      }
    }
  });

  it('shows operators as tokens and leaves the text as it is', () => {
    expect(splitSearch('from:finance larger:1mb invoi').filter(({ isToken }) => isToken)).toEqual([
      { text: 'from:finance', isToken: true },
      { text: 'larger:1mb', isToken: true },
    ]);
    expect(splitSearch('-subject:"two words" x').map(({ text }) => text)).toEqual(['-subject:"two words"', ' x']);
    expect(splitSearch('http://from:').every(({ isToken }) => !isToken)).toBe(true);
    assert(
      property(string(), (text) => {
        expect(
          splitSearch(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('suggests operators for a beginning, values behind the colon, and everything only to who asks', () => {
    expect(suggested('lar')).toEqual(['larger:']);
    expect(suggested('plans type:im')).toEqual(['type:image']);
    expect(suggested('mailbox:se')).toEqual(['mailbox:sender@sandbox.example']);
    expect(suggested('-st')).toEqual(['state:']);
    expect(suggested('')).toEqual([]);
    expect(suggested('', true).length).toBe(searchOperators.length);
    expect(suggested('state:stored')).toEqual([]);
  });

  it('puts a suggestion where the caret is and keeps the rest', () => {
    const [first] = suggestSearch('plans ty 2026', 8, mailboxes, false);
    expect(first).toMatchObject({ text: 'plans type: 2026', caret: 11 });
    const [value] = suggestSearch('type:im', 7, mailboxes, false);
    expect(value).toMatchObject({ text: 'type:image ', caret: 11 });
  });

  it('marks in names what was looked for', () => {
    const terms = [
      { operator: null, text: 'invoi', problem: null },
      { operator: null, text: '-draft', problem: null },
      { operator: 'from', text: 'from:finance', problem: null },
      { operator: 'name', text: 'name:2026', problem: null },
    ];
    expect(wordsInNames(terms)).toEqual(['invoi', '2026']);
    const marked = markWords('Invoices 2026.pdf', wordsInNames(terms)).filter(({ isMarked }) => isMarked);
    expect(marked.map(({ text }) => text)).toEqual(['Invoi', '2026']);
  });
});
