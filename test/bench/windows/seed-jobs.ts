import type { AccountId } from '../../../contract/ids.ts';
import { sqliteAccountStore } from '../../../main/adapters/sqlite/account-store.ts';
import type { WriteDb } from '../../../main/adapters/sqlite/connection.ts';
import { inTransaction } from '../../../main/adapters/sqlite/in-transaction.ts';
import { sqliteJobStore } from '../../../main/adapters/sqlite/job-store.ts';
import { openDatabase } from '../../../main/adapters/sqlite/open-database.ts';
import { takeOver } from '../../../main/adapters/sqlite/take-over.ts';
import { messageJob } from '../../../main/core/ingest/ingest-jobs.ts';

const MINUTE_MS = 60_000;

/** Fills the queue of the one account in a data folder that nobody runs on: so many jobs, the last `dead` of them dead letters. */
export function seedJobs(dataDir: string, count: number, dead: number, from = 0): void {
  const nowMs = Date.now();
  const db = takeOver(openDatabase(dataDir, nowMs), { pid: process.pid, bootId: null, nowMs });
  try {
    inTransaction(db, () => insertJobs(db, { count, dead, from }, nowMs));
  } finally {
    db.connection.close();
  }
}

interface Wanted {
  readonly count: number;
  readonly dead: number;
  /** How many were seeded before. */
  readonly from: number;
}

function insertJobs(db: WriteDb, { count, dead, from }: Wanted, nowMs: number): void {
  const [account] = sqliteAccountStore(db).list();
  if (account === undefined) throw new Error('nobody is signed in on this folder');
  const store = sqliteJobStore(db);
  const insertMessage = db.connection.prepare(
    'INSERT INTO message (account, message_id, noticed_at_ms, subject) VALUES (?, ?, ?, ?)',
  );
  const end = db.connection.prepare(`UPDATE job SET state = 'done', runs = 1 WHERE id = ?`);
  const bury = db.connection.prepare(`
    UPDATE job SET state = 'dead', attempts = 8, runs = 8, cause = :cause, last_error_code = :code,
      last_error_detail = 'It was refused.', last_error_at_ms = :atMs, death_reason = 'exhausted', died_at_ms = :atMs
    WHERE id = :id`);
  for (let n = from; n < count; n += 1) {
    const atMs = nowMs - (count - n) * (MINUTE_MS / 5);
    const messageId = `message-${String(n)}`;
    insertMessage.run(account.id, messageId, atMs, `Delivery ${String(n)} of section ${String(n % 97)}`);
    const { id } = store.enqueue(newDownload(account.id, messageId, n, atMs), atMs);
    if (n < count - dead) end.run(id);
    else bury.run({ id, atMs, ...causes[n % causes.length] });
  }
}

const causes = [
  { cause: 'disk_full', code: 'disk_full' },
  { cause: 'graph_4xx_403', code: 'graph_4xx' },
  { cause: 'provider_unavailable', code: 'provider_unavailable' },
] as const;

function newDownload(account: AccountId, messageId: string, n: number, atMs: number) {
  const correlationId = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  return messageJob({ account, messageId, subscriptionId: null }, 40, correlationId, atMs);
}
