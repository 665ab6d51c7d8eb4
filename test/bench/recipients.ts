import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountId } from '../../contract/ids.ts';
import { inTransaction } from '../../main/adapters/sqlite/in-transaction.ts';
import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { sqliteAddressBook } from '../../main/adapters/sqlite/recipients/address-book.ts';
import { learnSender } from '../../main/adapters/sqlite/recipients/learn-addresses.ts';
import { takeOver } from '../../main/adapters/sqlite/take-over.ts';
import { searchTerms } from '../../main/core/recipients/address-words.ts';
import { atMost, type BenchResult, figure } from './bench-result.ts';

const KNOWN = 50_000;
const ROUNDS = 25;
const account = accountId.parse('bench');
const names = ['Ada', 'Ben', 'Cleo', 'Dora', 'Emil', 'Fay', 'Gus', 'Hana', 'Ivo', 'Jane'];

/** Suggestions for what is typed, where a mailbox knows fifty thousand addresses: each letter asks. */
export function run(): Promise<BenchResult[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mailroom-bench-'));
  const nowMs = Date.now();
  const db = takeOver(openDatabase(dataDir, nowMs), { pid: process.pid, bootId: null, nowMs });
  try {
    const beganMs = performance.now();
    inTransaction(db, () => {
      for (let n = 0; n < KNOWN; n += 1) {
        const name = `${names[n % names.length] ?? ''} Number${String(n)}`;
        const address = `person.${String(n)}@company${String(n % 700)}.example`;
        learnSender(db, { account, name, address }, nowMs - (n % 400) * 86_400_000);
      }
    });
    const learnMs = (performance.now() - beganMs) / KNOWN;
    const book = sqliteAddressBook(db);
    const find = (typed: string) => (): unknown =>
      book.find(account, { terms: searchTerms(typed), ownDomain: 'company3.example', limit: 20 });
    const asked = { 'one letter': 'j', 'a first name': 'jane', 'two words': 'jane number4', 'what nobody has': 'zzzz' };
    const found = Object.entries(asked).map(([what, typed]) =>
      atMost(50, `recipients: suggestions among 50,000, ${what}, median`, median(find(typed)), 'ms'),
    );
    return Promise.resolve([figure('recipients: to learn one use', learnMs, 'ms'), ...found]);
  } finally {
    db.connection.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function median(work: () => unknown): number {
  const tookMs = Array.from({ length: ROUNDS }, () => {
    const beganMs = performance.now();
    work();
    return performance.now() - beganMs;
  });
  return tookMs.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}
