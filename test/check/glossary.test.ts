import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileStates } from '../../contract/files.ts';
import { attachmentRow, outboxStates } from '../../contract/outbox.ts';
import { jobStates } from '../../main/core/ports/job-store.ts';
import { stateWords } from '../../renderer/outbox/describe-row.ts';
import { outboxRowOf } from '../renderer/outbox/outbox-row-of.ts';

const glossary = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'glossary.md'), 'utf8');

/** The rows of one table: the word on the screen by the word in JSON. */
function wordsOf(heading: string): Record<string, string> {
  const [, table = ''] = glossary.split(`## ${heading}\n`);
  const [rows = ''] = table.split('\n## ');
  return Object.fromEntries([...rows.matchAll(/^\| ([^|]+?) +\| `(\w+)` +\|/gm)].map(([, word, json]) => [json, word]));
}

describe('the glossary', () => {
  it.each([
    ['States of a message', outboxStates],
    ['States of an attachment', attachmentRow.shape.state.options],
    ['States of a collected file', fileStates],
    ['States of a job', jobStates],
  ])('explains, under %s, every one of them and no other', (heading, states) => {
    expect(Object.keys(wordsOf(heading)).toSorted()).toEqual([...states].toSorted());
  });

  it('has for a message the words of the screen', () => {
    // Two rows say more than the word: what is being done, and what is asked.
    const asked = { unconfirmed: 'Looking in Sent Items', needsYou: 'May have left: you decide' };
    const words: Readonly<Record<string, string>> = { ...wordsOf('States of a message'), ...asked };
    for (const state of outboxStates) {
      const row = outboxRowOf({ state, attachments: [], totalBytes: 0, reason: null, error: null, cancellable: false });
      const { words: shown } = stateWords(row, null, 0);
      expect([state, shown]).toEqual([state, expect.stringContaining(words[state] ?? '?')]);
    }
  });
});
