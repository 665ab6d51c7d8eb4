import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { operators } from '../../../../main/core/files/search/operators.ts';
import type { LocalTime } from '../../../../main/core/files/search/read-moment.ts';
import { readSearch } from '../../../../main/core/files/search/read-search.ts';

/** A Wednesday, one hour east of UTC. */
const time: LocalTime = { nowMs: Date.parse('2026-11-18T10:30:00Z'), utcOffsetMinutes: () => 60 };

const wanted = (text: string) => readSearch(text, time).map((term) => term.wanted);
const conditions = (text: string) => wanted(text).map((one) => one?.condition ?? null);
const problems = (text: string) => readSearch(text, time).map((term) => term.problem);

describe('words', () => {
  test('I2: are beginnings, a quoted phrase is whole', () => {
    expect(conditions('inv "Final plan"')).toEqual([
      { kind: 'words', field: 'any', words: ['inv'], isPhrase: false },
      { kind: 'words', field: 'any', words: ['final', 'plan'], isPhrase: true },
    ]);
  });

  test('I2: are looked for in one place by name:, subject:, from: and to:', () => {
    expect(
      conditions('name:a subject:b from:"c d" to:e@f.example').map((one) => (one?.kind === 'words' ? one.field : one)),
    ).toEqual(['name', 'subject', 'sender', 'recipients']);
  });

  test('I2: a minus says what a file must not be', () => {
    expect(wanted('-draft -type:image').map((one) => one?.isNegated)).toEqual([true, true]);
  });

  test('ask for nothing when they are signs alone', () => {
    expect(conditions('- & "" ::')).toEqual([null, null, null, null]);
  });

  test('are searched up to the fortieth, and the others are named', () => {
    const terms = readSearch(Array.from({ length: 42 }, (_, index) => `w${index}`).join(' '), time);
    expect(terms.filter((term) => term.problem !== null)).toHaveLength(2);
  });
});

describe('operators', () => {
  test.each([
    ['type:pdf', { kind: 'type', anyOf: ['pdf'] }],
    ['TYPE:Photos,pdf', { kind: 'type', anyOf: ['image', 'pdf'] }],
    ['type:dwg', { kind: 'extension', anyOf: ['dwg'] }],
    ['ext:.XLSX', { kind: 'extension', anyOf: ['xlsx'] }],
    ['state:needs-you', { kind: 'state', anyOf: ['needsYou'] }],
    ['mailbox:Finance@', { kind: 'mailbox', text: 'finance@' }],
    ['sha:ABCD12', { kind: 'sha', prefix: 'abcd12' }],
    ['has:duplicates', { kind: 'hasCopies' }],
    ['is:inline', { kind: 'isInline' }],
    ['larger:25mb', { kind: 'larger', sizeBytes: 25_000_000 }],
    ['smaller:1.5GB', { kind: 'smaller', sizeBytes: 1_500_000_000 }],
    ['larger:300k', { kind: 'larger', sizeBytes: 300_000 }],
    ['larger:2MiB', { kind: 'larger', sizeBytes: 2_097_152 }],
    ['larger:12', { kind: 'larger', sizeBytes: 12 }],
  ])('I2: %s', (text, condition) => {
    expect(conditions(text)).toEqual([condition]);
    expect(problems(text)).toEqual([null]);
  });

  test('I2: sizes and dates of two words need no quotes', () => {
    expect(readSearch('larger:1.5 GB after:last week plan', time).map((term) => term.text)).toEqual([
      'larger:"1.5 GB"',
      'after:"last week"',
      'plan',
    ]);
  });

  test('I2: a value that is none asks for nothing and says what is expected', () => {
    for (const text of ['larger:big', 'before:soon', 'sha:xy', 'state:lost', 'has:more', 'from:', 'mailbox:""']) {
      expect(conditions(text)).toEqual([null]);
      expect(problems(text)[0]).toMatch(/expects/);
    }
  });

  test('I2: an operator that there is not becomes words, and a hint says so', () => {
    const [term] = readSearch('author:jane', time);
    expect(term).toMatchObject({
      operator: null,
      problem: 'There is no operator author: these are searched as words.',
      wanted: { condition: { words: ['author', 'jane'] } },
    });
  });
});

describe('dates are in local time', () => {
  test.each([
    ['2026', '2025-12-31T23:00:00Z'],
    ['2026-11', '2026-10-31T23:00:00Z'],
    ['2026-11-01', '2026-10-31T23:00:00Z'],
    ['today', '2026-11-17T23:00:00Z'],
    ['yesterday', '2026-11-16T23:00:00Z'],
    ['7d', '2026-11-10T23:00:00Z'],
    ['2w', '2026-11-03T23:00:00Z'],
    ['1m', '2026-10-17T23:00:00Z'],
    ['1y', '2025-11-17T23:00:00Z'],
    ['"this week"', '2026-11-15T23:00:00Z'],
    ['"last week"', '2026-11-08T23:00:00Z'],
    ['"last month"', '2026-09-30T23:00:00Z'],
    ['"this year"', '2025-12-31T23:00:00Z'],
  ])('I2: after:%s begins at %s', (date, instant) => {
    expect(conditions(`after:${date}`)).toEqual([{ kind: 'since', atMs: Date.parse(instant) }]);
    expect(conditions(`before:${date}`)).toEqual([{ kind: 'before', atMs: Date.parse(instant) }]);
  });

  test('midnight is that of the day itself when clocks were changed since', () => {
    const changed = Date.parse('2026-10-25T01:00:00Z');
    const berlin: LocalTime = { nowMs: time.nowMs, utcOffsetMinutes: (atMs) => (atMs < changed ? 120 : 60) };
    expect(readSearch('after:2026-10-25', berlin)[0]?.wanted?.condition).toEqual({
      kind: 'since',
      atMs: Date.parse('2026-10-24T22:00:00Z'),
    });
  });

  test('there is no 30th of February', () => {
    expect(conditions('after:2026-02-30')).toEqual([null]);
  });

  test('not before is since', () => {
    expect(wanted('-before:2026')).toEqual([
      { condition: { kind: 'since', atMs: Date.parse('2025-12-31T23:00:00Z') }, isNegated: false },
    ]);
  });
});

describe('any text', () => {
  const syntax = fc.constantFrom(
    '"',
    '-',
    ':',
    '*',
    '(',
    ')',
    ' ',
    'NEAR',
    'AND',
    'OR',
    'NOT',
    '^',
    '{',
    '}',
    '+',
    'ä',
    '東',
  );
  const name = fc.constantFrom(...operators.keys(), 'nobody');
  const value = fc.constantFrom('pdf', '1.5', 'GB', 'last', 'week', '2026-11', '"a b"', '"', 'abcd');
  const part = fc.oneof(
    syntax,
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.tuple(fc.constantFrom('', '-'), name, value).map(([minus, operator, text]) => `${minus}${operator}:${text}`),
  );
  const anyText = fc.array(part, { maxLength: 20 }).chain((parts) => fc.constantFrom(parts.join(''), parts.join(' ')));

  test('I2: is understood, and reads the same again when it is written down', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const terms = readSearch(text, time);
        const printed = terms.map((term) => term.text).join(' ');
        expect(readSearch(printed, time)).toEqual(terms);
      }),
      { numRuns: 2000 },
    );
  });
});
