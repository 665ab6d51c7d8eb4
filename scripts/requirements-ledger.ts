/** A test that names a requirement: its file below test/ and its title. */
export interface NamedTest {
  readonly file: string;
  readonly title: string;
}

interface Requirement {
  readonly id: string;
  readonly done: boolean;
}

export interface Ledger {
  /** The document with its generated parts renewed. */
  readonly text: string;
  /** Why the ledger does not hold, one sentence each; empty when it does. */
  readonly problems: readonly string[];
}

const begin = '<!-- tests by row, written by npm run coverage:requirements -->';
const end = '<!-- end of tests by row -->';

/** Renews the `tests` column and the list between the markers, and finds what is marked as done without a test. */
export function renewLedger(document: string, tests: readonly NamedTest[]): Ledger {
  const lines = document.split('\n');
  const requirements = lines.flatMap((line) => readRow(line) ?? []);
  const testsOf = new Map(requirements.map(({ id }) => [id, tests.filter(({ title }) => names(title, id))]));
  const counted = lines.map((line) => withCount(line, testsOf.get(readRow(line)?.id ?? '')?.length));
  return {
    text: withList(counted.join('\n'), testsOf),
    problems: [...ruleBreaches(requirements, testsOf), ...strayIds(tests, testsOf)],
  };
}

/** `| US2 | what | no | 3 |` */
function readRow(line: string): Requirement | null {
  const [, id, done] = /^\| *([A-Z]{1,2}\d+) *\|.*\| *(yes|no) *\|[^|]*\|$/.exec(line) ?? [];
  return id === undefined ? null : { id, done: done === 'yes' };
}

/** The last cell is as wide as its heading, so that the formatter leaves it alone. */
function withCount(line: string, count: number | undefined): string {
  if (count === undefined) return line;
  return line.replace(/\|[^|]*\|$/, `| ${(count === 0 ? '–' : String(count)).padEnd('tests'.length)} |`);
}

function names(title: string, id: string): boolean {
  return new RegExp(`\\b${id}\\b`).test(title);
}

function withList(document: string, testsOf: ReadonlyMap<string, readonly NamedTest[]>): string {
  const [before, after] = [document.indexOf(begin), document.indexOf(end)];
  if (before === -1 || after < before) throw new Error(`The document needs the lines "${begin}" and "${end}".`);
  const list = [...testsOf].flatMap(([id, tests]) => [
    ...new Set(tests.map(({ file, title }) => listLine(id, file, title))),
  ]);
  return [document.slice(0, before), begin, '\n\n```text\n', ...list, '```\n\n', document.slice(after)].join('');
}

function listLine(id: string, file: string, title: string): string {
  return `${id.padEnd(4)} ${file}: ${title}\n`;
}

function ruleBreaches(rows: readonly Requirement[], testsOf: ReadonlyMap<string, readonly NamedTest[]>): string[] {
  if (rows.length === 0) return ['The document has no row.'];
  const twice = rows.filter(({ id }, index) => rows.findIndex((other) => other.id === id) !== index);
  const unproved = rows.filter(({ id, done }) => done && testsOf.get(id)?.length === 0);
  return [
    ...twice.map(({ id }) => `${id} is there twice.`),
    ...unproved.map(({ id }) => `${id} is marked as done, and no test names it.`),
  ];
}

/** Two letters and a number can only mean a row; one letter is too often something else (S256, A4). */
function strayIds(tests: readonly NamedTest[], testsOf: ReadonlyMap<string, unknown>): string[] {
  return tests.flatMap(({ file, title }) =>
    [...title.matchAll(/\b(?:US|SM|CU|MP|GW)\d+\b/g)]
      .filter(([id]) => !testsOf.has(id))
      .map(([id]) => `${file} names ${id}, which is no row.`),
  );
}
