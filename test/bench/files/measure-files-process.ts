/** Measures searches over so many files in a process of its own: prints its results as JSON. */
import { fileSortKeys, type FileId } from '../../../contract/files.ts';
import { sqliteFileIndex } from '../../../main/adapters/sqlite/files/file-index.ts';
import { searchWords } from '../../../main/core/files/search/search-words.ts';
import { readSearch } from '../../../main/core/files/search/read-search.ts';
import type { FilePlace, FileQuestion, FoundFiles } from '../../../main/core/ports/file-index.ts';
import { atLeast, atMost, type BenchResult, figure } from '../bench-result.ts';
import { believableMail } from './believable-mail.ts';
import { openBenchFiles } from './open-bench-files.ts';
import { spread, timed } from './spread.ts';

const ROWS = 50;
const [count = '1000000'] = process.argv.slice(2);
const files = Number(count);
const db = openBenchFiles(files);
const nowMs = Date.parse('2026-11-21T12:00:00Z');

function ask(text: string, more: Partial<FileQuestion> = {}): FileQuestion {
  const terms = readSearch(text, { nowMs, utcOffsetMinutes: () => 0 });
  const wanted = terms.flatMap((term) => (term.wanted === null ? [] : [term.wanted]));
  return { wanted, sort: { by: 'received', descending: true }, withInline: false, ...more };
}

/** A new index each time, so that nothing found before helps. */
function search(text: string, more?: Partial<FileQuestion>, at: FilePlace = { kind: 'start' }): FoundFiles {
  return sqliteFileIndex(db).page(ask(text, more), at, ROWS);
}

/** Words of the files themselves: the common ones come more often, as in what people look for. */
const words = [...believableMail(400, 2)].flatMap(({ subject, fromName, files: [file] }) => [
  ...searchWords(subject),
  ...searchWords(fromName ?? ''),
  ...searchWords(file?.name ?? ''),
]);
const long = words.filter((word) => word.length >= 5);
const some = (from: readonly string[], wanted: number): readonly string[] =>
  from.filter((_, index) => index % Math.ceil(from.length / wanted) === 0);

const results: BenchResult[] = [];
for (let letters = 1; letters <= 8; letters += 1) {
  const typed = [...new Set(words.filter((word) => word.length >= letters).map((word) => word.slice(0, letters)))];
  const goalMs = letters <= 5 ? 5 : 20;
  results.push(
    ...spread(
      `files: ${letters} letters typed`,
      timed(some(typed, 200), (text) => search(text)),
      goalMs,
    ),
  );
}
results.push(
  ...spread(
    'files: a whole word',
    timed(some(long, 300), (word) => search(`"${word}"`)),
    20,
  ),
  ...spread(
    'files: two words',
    timed(some(long, 200), (word) => search(`${word} ${long[word.length * 37] ?? ''}`)),
    20,
  ),
);

const byColumns = fileSortKeys.flatMap((by) => [true, false].map((descending) => ({ sort: { by, descending } })));
for (const { sort } of byColumns) {
  if (!sort.descending) continue;
  for (const share of [0, 0.5, 0.99]) {
    const around = Array.from({ length: 20 }, (_, index) => Math.floor(files * 0.82 * share) + index * 17);
    const jumps = timed(around, (position) => search('', { sort }, { kind: 'position', position }));
    results.push(...spread(`files: by ${sort.by}, a jump to ${around[0] ?? 0}`, jumps, 33));
  }
}
const scrolled = sqliteFileIndex(db);
const scrolling = timed(
  Array.from({ length: 200 }, (_, index) => Math.floor(files * 0.4) + (index < 100 ? index : 100 - index) * 50),
  (position) =>
    scrolled.page(ask('', { sort: { by: 'from', descending: false } }), { kind: 'position', position }, ROWS),
);
results.push(...spread('files: by from, scrolling on from there, both ways', scrolling, 5));
const pages: FilePlace[] = [];
let next: FileId | null = search('', {}, { kind: 'position', position: Math.floor(files / 2) }).next;
const walk = sqliteFileIndex(db);
while (next !== null && pages.length < 100) {
  const place: FilePlace = { kind: 'after', id: next };
  pages.push(place);
  next = walk.page(ask(''), place, ROWS).next;
}
results.push(
  ...spread(
    'files: the next page, anywhere',
    timed(pages, (at) => search('', {}, at)),
    5,
  ),
);

results.push(
  atMost(300, 'files: memory of the process after typing and scrolling', process.memoryUsage.rss() / 1e6, 'MB'),
);

const combined = [
  'from:{} type:pdf',
  '{} larger:1mb',
  '{} larger:20mb',
  'subject:{} after:2026-06 before:2026-09',
  '{} mailbox:finance state:stored',
  '{} -invoice type:sheet,document',
  '"{} report"',
  'to:orders {} ext:dwg',
  'name:{} has:duplicates',
  '{} type:program',
  'type:video -{}',
  'state:needsYou {}',
];
const questions = combined.flatMap((text) => some(long, 15).map((word) => text.replace('{}', word)));
results.push(
  ...spread(
    'files: operators combined',
    timed(questions, (text) => search(text)),
    20,
  ),
);

const hard = [
  '-a -e',
  'type:pdf ext:dwg',
  'ext:nothing',
  'larger:1kb smaller:2kb type:program',
  'to:sandbox -to:orders -to:finance -to:projects',
  'state:stored has:duplicates type:calendar larger:30mb',
  'invoice "nothing at all"',
  'is:inline type:pdf',
];
const hardest = timed(
  hard.flatMap((text) => byColumns.map((sort) => ({ text, sort }))),
  ({ text, sort }) => search(text, sort),
);
results.push(atMost(100, 'files: the longest of questions that are hard to answer', hardest.best.max, 'ms'));

/** The obvious way, on the same index: all that match are joined and sorted by the moment of receipt. */
const obvious = db.connection.prepare(`
  SELECT f.id FROM file_search AS s JOIN file AS f ON f.id = s.rowid
  WHERE file_search MATCH ? ORDER BY f.received_at_ms DESC LIMIT ${ROWS}`);
const typed = [...new Set(words.map((word) => word.slice(0, 3)))].filter((text) => text.length === 3);
const plain = timed(some(typed, 40), (text) => obvious.all(`"${text}"*`));
const ours = timed(some(typed, 40), (text) => search(text));
results.push(
  figure('files: the obvious way (must be slower), 3 letters, p95', plain.best.p95, 'ms'),
  atLeast(10, 'files: 3 letters, times faster than the obvious way, p95', plain.best.p95 / ours.best.p95, '×'),
  figure('files: memory of the process after all this without a pause', process.memoryUsage.rss() / 1e6, 'MB'),
);
db.connection.close();
process.stdout.write(JSON.stringify(results));
