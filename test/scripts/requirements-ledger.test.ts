import { describe, expect, it } from 'vitest';
import { renewLedger } from '../../scripts/requirements-ledger.ts';

const list = '<!-- tests by row, written by npm run coverage:requirements -->\n\n<!-- end of tests by row -->\n';
const row = (id: string, done: string) => `| ${id.padEnd(4)} | words | ${done.padEnd(4)} | –     |\n`;
const chunk = { file: 'a.test.ts', title: 'US2: refuses a chunk' };

describe('renewLedger', () => {
  it('counts the tests of a row and lists them between the markers, without changing another word', () => {
    const both = { file: 'b.test.ts', title: 'US2, US13: both' };
    const { text, problems } = renewLedger(`# T\n\n${row('US2', 'yes')}${row('US13', 'no')}\n${list}tail\n`, [
      chunk,
      both,
    ]);
    expect(problems).toEqual([]);
    expect(text).toBe(`# T

| US2  | words | yes  | 2     |
| US13 | words | no   | 1     |

<!-- tests by row, written by npm run coverage:requirements -->

\`\`\`text
US2  a.test.ts: US2: refuses a chunk
US2  b.test.ts: US2, US13: both
US13 b.test.ts: US2, US13: both
\`\`\`

<!-- end of tests by row -->
tail
`);
    expect(renewLedger(text, [chunk, both]).text).toBe(text);
  });

  it('reads an id as a word only', () => {
    const { text } = renewLedger(row('US1', 'no') + list, [
      { file: 'a', title: 'US13: x' },
      { file: 'a', title: 'BUS1' },
    ]);
    expect(text).toContain('| US1  | words | no   | –     |');
  });

  it('complains of a row that is done without a test', () => {
    const { problems } = renewLedger(row('US2', 'yes') + row('US3', 'yes') + row('US4', 'no') + list, [chunk]);
    expect(problems).toEqual(['US3 is marked as done, and no test names it.']);
  });

  it('complains of a test that names a row which is not there', () => {
    const stray = { file: 'a.test.ts', title: 'US99: sends with S256' };
    expect(renewLedger(row('US2', 'no') + list, [stray]).problems).toEqual(['a.test.ts names US99, which is no row.']);
  });

  it('complains of an id that is there twice and of a document without rows', () => {
    expect(renewLedger(row('US2', 'no') + row('US2', 'no') + list, []).problems).toEqual(['US2 is there twice.']);
    expect(renewLedger(list, []).problems).toEqual(['The document has no row.']);
  });

  it('refuses a document without its markers', () => {
    expect(() => renewLedger(row('US2', 'no'), [])).toThrow(/needs the lines/);
  });
});
