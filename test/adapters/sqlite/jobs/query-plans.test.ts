import { join } from 'node:path';
import { expect, test } from 'vitest';
import { declaredStatements } from '../../../../main/adapters/sqlite/statement.ts';
import { openTestDatabase } from '../../../helpers/open-test-database.ts';

const folder = join(import.meta.dirname, '../../../../main/adapters/sqlite/jobs');
/** Reading an index of open dead jobs, or of the order, from one end is what a list costs. */
const inIndex = /^SCAN job USING (COVERING )?INDEX job_(order|open_order|open_cause|state)\b/;
/** FTS5 reports every question as a scan of its index; the rest was found by it, or given. */
const found = /^SCAN (job_search VIRTUAL TABLE INDEX \d+:M|found|wanted VIRTUAL TABLE|job_outcome|\(subquery)/;

test('J1: no list of jobs reads through the queue outside an index, and only what was searched is sorted', async () => {
  const others = new Set(declaredStatements());
  for (const file of ['find-jobs.ts', 'job-causes.ts', 'job-totals.ts', 'job-facts.ts'])
    await import(join(folder, file));
  const texts = declaredStatements().filter((text) => !others.has(text));
  expect(texts.length).toBeGreaterThan(20);
  const { connection } = openTestDatabase();
  for (const text of texts) {
    const values = Object.fromEntries([...text.matchAll(/:(\w+)/g)].map(([, name]) => [name, null]));
    const steps = connection.prepare<[unknown], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(values);
    const details = steps.map(({ detail }) => detail);
    const outside = details.filter(
      (detail) => detail.startsWith('SCAN') && !inIndex.test(detail) && !found.test(detail),
    );
    // What was found by words, the hours of a day, and the rows of one page.
    const isSearch = /job_search|AS hour|AS wanted/.test(text);
    const sorted = isSearch ? [] : details.filter((detail) => detail.includes('TEMP B-TREE FOR'));
    expect({ text, outside, sorted }).toEqual({ text, outside: [], sorted: [] });
  }
});
