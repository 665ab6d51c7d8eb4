import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { declaredStatements } from '../../../../main/adapters/sqlite/statement.ts';
import { openTestDatabase } from '../../../helpers/open-test-database.ts';

/** Reading a list through from one end, in the index of its order, is what a position costs. */
const inIndex = /^SCAN file USING COVERING INDEX file_by_/;
/** FTS5 reports every question, also one word, as a scan of its index. */
const inWords = /^SCAN \w+_search VIRTUAL TABLE INDEX \d+:M|^SCAN \w+_search_word VIRTUAL TABLE INDEX [1-9]/;
/** Lists of ids that the caller has cut, the counts of each period, and what there are few of. */
const few = /^SCAN (wanted|candidate|json_each|seen|file_count|file_version|file_view)\b|^SCAN \(subquery-\d+\)$/;
const fewToSort = /json_each\(:ids\)|FROM file_view|FROM job|WHERE message =/;

test('I1: no list is sorted or read through outside an index', async () => {
  const folder = join(import.meta.dirname, '../../../../main/adapters/sqlite/files');
  const others = new Set(declaredStatements());
  for (const file of globSync('*.ts', { cwd: folder })) await import(join(folder, file));
  const { connection } = openTestDatabase();
  const texts = declaredStatements().filter((text) => !others.has(text) && /\bSELECT\b/.test(text));
  expect(texts.length).toBeGreaterThan(50);
  for (const text of texts) {
    const values = Object.fromEntries([...text.matchAll(/:(\w+)/g)].map(([, name]) => [name, null]));
    const steps = connection.prepare<[unknown], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(values);
    const details = steps.map((step) => step.detail);
    const scans = details.filter((detail) => detail.startsWith('SCAN'));
    const outside = scans.filter((detail) => !inIndex.test(detail) && !inWords.test(detail) && !few.test(detail));
    const sorted = details.filter((detail) => /USE TEMP B-TREE FOR (ORDER|GROUP)/.test(detail));
    expect({ text, outside, sorted: fewToSort.test(text) ? [] : sorted }).toEqual({ text, outside: [], sorted: [] });
  }
});
