/**
 * `npm run coverage:requirements`: writes into docs/requirements.md which tests prove each row, and fails when a row
 * that is marked as done has none. With `--check` it writes nothing and also fails when the document is out of date.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { findTestTitles } from './find-test-titles.ts';
import { renewLedger } from './requirements-ledger.ts';

const root = resolve(
  process.argv.find((_argument, at, all) => all[at - 1] === '--root') ?? join(import.meta.dirname, '..'),
);
const documentPath = join(root, 'docs', 'requirements.md');
const isCheck = process.argv.includes('--check');

const files = globSync('test/**/*.{test,spec}.ts', { cwd: root }).toSorted();
const tests = files.flatMap((file) =>
  findTestTitles(readFileSync(join(root, file), 'utf8')).map((title) => ({
    file: relative('test', file).replaceAll(sep, '/'),
    title,
  })),
);
const document = readFileSync(documentPath, 'utf8');
const { text, problems } = renewLedger(document, tests);
const outdated =
  isCheck && text !== document ? ['docs/requirements.md is out of date: npm run coverage:requirements'] : [];
if (!isCheck) writeFileSync(documentPath, text);

for (const problem of [...problems, ...outdated]) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length + outdated.length === 0 ? 0 : 1;
