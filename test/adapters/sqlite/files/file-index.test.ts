import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileSortKeys } from '../../../../contract/files.ts';
import { fileSearchRig, question, readAll, sampleWords } from '../../../helpers/file-search-rig.ts';

const part = fc.oneof(
  fc.constantFrom(...sampleWords, 'inv', 'i', 'p', 'planе', 'fin', 'FINAL', 'repo', '7', 'pdf', 'nothing', 'sandbox'),
  fc.constantFrom('"invoice plan"', '"plan"', '-inv', '-"final report"', '-a', 'name:plan', 'subject:inv', 'from:jane'),
  fc.constantFrom(
    'from:"jane doe"',
    'to:finance',
    'to:arch',
    '-to:sales',
    'mailbox:finance',
    'mailbox:sandbox',
    'mailbox:t:g',
  ),
  fc.constantFrom('type:pdf', 'type:image,video', '-type:other', 'ext:png', '-ext:pdf', 'state:queued', 'state:stored'),
  fc.constantFrom(
    'has:duplicates',
    'is:inline',
    '-is:inline',
    'larger:1k',
    'larger:10mb',
    'smaller:300',
    '-smaller:1mb',
  ),
  fc.constantFrom('after:7d', 'before:2026-11-01', '-after:today', 'sha:5fec', 'sha:6b86b273ff34fce19d6b804eff5a3f57'),
);
const anyQuestion = fc
  .record({
    parts: fc.array(part, { minLength: 1, maxLength: 4 }),
    by: fc.constantFrom(...fileSortKeys),
    descending: fc.boolean(),
    withInline: fc.boolean(),
  })
  .map(({ parts, by, descending, withInline }) => question(parts.join(' '), { sort: { by, descending }, withInline }));

describe('I1, I2: a search finds what looking at every file would', () => {
  test('whatever is asked for, in any order', () => {
    const { index, expected } = fileSearchRig();
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        expect(readAll(index, asked, 1000).map((row) => row.id)).toEqual(expected(asked));
      }),
      { numRuns: 300 },
    );
  });

  test('also in small parts, each looked for only so far', () => {
    // So little at a time that every question takes all ways of going on.
    const { index, expected } = fileSearchRig({ few: 30, found: 25, enough: 1, lookUpMs: 0, chunk: 10, reach: 20 });
    fc.assert(
      fc.property(anyQuestion, fc.integer({ min: 1, max: 30 }), (asked, limit) => {
        expect(readAll(index, asked, limit).map((row) => row.id)).toEqual(expected(asked));
      }),
      { numRuns: 150 },
    );
  });
});

test('I2: nothing that is typed is read as syntax', () => {
  const { index, expected } = fileSearchRig();
  const syntax = fc.constantFrom(
    '"',
    "'",
    '*',
    '^',
    'NEAR(a b)',
    ' OR ',
    'AND',
    'NOT ',
    '(',
    ')',
    '{name} :',
    '-',
    ':',
    '\0',
    '%',
    ';--',
  );
  const typed = fc.array(fc.oneof(syntax, fc.constantFrom('inv', 'a', 'name:', 'to:'), fc.string({ unit: 'binary' })));
  fc.assert(
    fc.property(typed, fc.boolean(), (parts, withInline) => {
      const asked = question(parts.join(''), { withInline });
      expect(readAll(index, asked, 1000).map((row) => row.id)).toEqual(expected(asked));
    }),
    { numRuns: 300 },
  );
});
