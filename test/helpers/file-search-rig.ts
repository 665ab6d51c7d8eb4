import { expect } from 'vitest';
import { type FileRow, fileStates, fileTypes } from '../../contract/files.ts';
import { sqliteFileIndex } from '../../main/adapters/sqlite/files/file-index.ts';
import type { SearchLimits } from '../../main/adapters/sqlite/files/search-limits.ts';
import { momentOfFileId } from '../../main/adapters/sqlite/ingest/next-file-id.ts';
import { matchFile } from '../../main/core/files/search/match-file.ts';
import { readSearch } from '../../main/core/files/search/read-search.ts';
import type { FileIndex, FilePlace, FileQuestion } from '../../main/core/ports/file-index.ts';
import { insertFiles, type InsertedMessage } from './insert-file.ts';
import { openTestDatabase } from './open-test-database.ts';
import { seededRandom } from './seeded-random.ts';

const nowMs = Date.parse('2026-11-18T10:00:00Z');
const time = { nowMs, utcOffsetMinutes: () => 0 };
const DAY_MS = 86_400_000;

export const sampleWords = [
  'invoice',
  'invoices',
  'inventory',
  'plan',
  'Plänе',
  'final',
  'report',
  'reporting',
  'a',
  'e-mail',
  '東京',
];
const people = ['Jane Doe', 'Orders', 'Zoë Plan', 'Finance'];
const accounts = ['t:finance', 't:sales', 't:gone'];

/** Few words and many files, so that most questions have some answers and not all. */
function randomMessages(count: number): readonly InsertedMessage[] {
  const random = seededRandom(11);
  const uniform = (): number => random.uniform();
  const pick = <T>(from: readonly [T, ...T[]] | readonly T[]): T => from[Math.floor(uniform() * from.length)] as T;
  return Array.from({ length: count }, (_, index) => ({
    account: pick(accounts),
    subject: [pick(sampleWords), pick(sampleWords), pick(sampleWords)].join(' '),
    fromName: uniform() < 0.2 ? null : pick(people),
    fromAddress: `${pick(['jane', 'orders', 'zoe'])}@sandbox.example`,
    to: [`${pick(['finance', 'sales', 'all-hands'])}@sandbox.example`, 'Archive@sandbox.example'].slice(
      0,
      1 + (index % 2),
    ),
    receivedAtMs: nowMs - Math.floor(uniform() * 40) * DAY_MS - (index % 3),
    files: Array.from({ length: 1 + Math.floor(uniform() * 3) }, () => ({
      name: `${pick(sampleWords)}${pick(['_', ' ', 'Final', ''])}${pick(sampleWords)}${Math.floor(uniform() * 30)}.${pick(['pdf', 'PNG', 'xlsx'])}`,
      type: pick(fileTypes),
      state: uniform() < 0.7 ? 'stored' : pick(fileStates),
      content: String(Math.floor(uniform() * 50)),
      sizeBytes: Math.floor(10 ** (uniform() * 8)),
      isInline: uniform() < 0.3,
      hasCopies: uniform() < 0.2,
    })),
  }));
}

/** A store of random files, and what a search of it must find. */
export function fileSearchRig(limits?: SearchLimits) {
  const db = openTestDatabase();
  const insertAccount = db.connection.prepare(
    "INSERT INTO account (id, address, name, tenant, cloud, state, scopes, created_at_ms, updated_at_ms) VALUES (?, ?, NULL, 't', 'sandbox', 'connected', '[]', 0, 0)",
  );
  for (const name of ['finance', 'sales']) insertAccount.run(`t:${name}`, `${name}@sandbox.example`);
  const messages = randomMessages(350);
  const recipientsOfFiles = messages.flatMap((message) => message.files.map(() => message.to));
  const ids = insertFiles(db, messages);
  const recipients = new Map(ids.map((id, at) => [id, recipientsOfFiles[at] ?? []]));
  const index = limits === undefined ? sqliteFileIndex(db) : sqliteFileIndex(db, limits);
  const all = readAll(index, question('', { withInline: true }), 1000);
  return { db, index, all, expected: (asked: FileQuestion) => bruteForce(all, recipients, asked) };
}

export function question(text: string, more: Partial<Omit<FileQuestion, 'wanted'>> = {}): FileQuestion {
  const terms = readSearch(text, time);
  const wanted = terms.flatMap((term) => (term.wanted === null ? [] : [term.wanted]));
  return { wanted, sort: { by: 'received', descending: true }, withInline: false, ...more };
}

/** Page after page to the end. */
export function readAll(from: FileIndex, asked: FileQuestion, limit: number): readonly FileRow[] {
  const rows: FileRow[] = [];
  let place: FilePlace = { kind: 'start' };
  for (let pages = 0; pages < 2000; pages += 1) {
    const page = from.page(asked, place, limit);
    rows.push(...page.rows);
    if (page.next === null) return rows;
    place = { kind: 'after', id: page.next };
  }
  return expect.fail('it does not end');
}

/** What the same question finds when every file is looked at and all are sorted. */
function bruteForce(
  all: readonly FileRow[],
  recipients: ReadonlyMap<string, readonly string[]>,
  { wanted, sort, withInline }: FileQuestion,
): readonly string[] {
  const listsInline =
    withInline || wanted.some(({ condition: { kind }, isNegated }) => kind === 'isInline' && !isNegated);
  const found = all.filter((row) => {
    const file = {
      ...row,
      sender: `${row.fromName ?? ''} ${row.from}`.trim().toLowerCase(),
      recipients: recipients.get(row.id) ?? [],
      receivedAtMs: momentOfFileId(Number(row.id)),
    };
    return (listsInline || !row.isInline) && matchFile(file, wanted);
  });
  const sign = sort.descending ? -1 : 1;
  return found.toSorted((a, b) => sign * compareBy(sort.by, a, b)).map((row) => row.id);
}

function compareBy(by: FileQuestion['sort']['by'], a: FileRow, b: FileRow): number {
  const first = sortValue(by, a);
  const second = sortValue(by, b);
  if (first < second) return -1;
  return first > second ? 1 : Number(a.id) - Number(b.id);
}

function sortValue(by: FileQuestion['sort']['by'], row: FileRow): string | number {
  switch (by) {
    case 'received':
      return Number(row.id);
    case 'name':
      return row.name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
    case 'from':
      return `${row.fromName ?? ''} ${row.from}`.trim().toLowerCase();
    case 'size':
      return row.sizeBytes ?? -1;
    case 'type':
      return row.type;
  }
}
