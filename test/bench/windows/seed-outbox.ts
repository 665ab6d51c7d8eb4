import { hash } from 'node:crypto';
import { v7 } from 'uuid';
import type { CorrelationId, OutboxId, Sha256 } from '../../../contract/ids.ts';
import { sqliteAccountStore } from '../../../main/adapters/sqlite/account-store.ts';
import type { WriteDb } from '../../../main/adapters/sqlite/connection.ts';
import { inTransaction } from '../../../main/adapters/sqlite/in-transaction.ts';
import { sqliteJobStore } from '../../../main/adapters/sqlite/job-store.ts';
import { openDatabase } from '../../../main/adapters/sqlite/open-database.ts';
import { sqliteOutboxStore } from '../../../main/adapters/sqlite/outbox/outbox-store.ts';
import { takeOver } from '../../../main/adapters/sqlite/take-over.ts';
import type { OutboxChange } from '../../../main/core/outbox/outbox-record.ts';
import type { OutboxStore } from '../../../main/core/ports/outbox-store.ts';

const HOUR_MS = 3_600_000;

/** Fills the outbox of the one account in a data folder that nobody runs on with messages of a long past. */
export function seedOutbox(dataDir: string, count: number): void {
  const nowMs = Date.now();
  const db = takeOver(openDatabase(dataDir, nowMs), { pid: process.pid, bootId: null, nowMs });
  try {
    inTransaction(db, () => insertMessages(db, count, nowMs));
  } finally {
    db.connection.close();
  }
}

function insertMessages(db: WriteDb, count: number, nowMs: number): void {
  const [account] = sqliteAccountStore(db).list();
  if (account === undefined) throw new Error('nobody is signed in on this folder');
  const store = sqliteOutboxStore(db, sqliteJobStore(db));
  for (let n = 0; n < count; n += 1) insertMessage(store, account.id, n, nowMs - (count - n) * HOUR_MS);
}

function insertMessage(
  store: OutboxStore,
  account: Parameters<OutboxStore['findByKey']>[0],
  n: number,
  atMs: number,
): void {
  const id = v7({ msecs: atMs }) as OutboxId;
  const content = {
    to: roles.slice(0, 1 + (n % roles.length)).map((role) => ({ name: null, address: `${role}@sandbox.example` })),
    cc: [],
    bcc: [],
    replyTo: [],
    subject: `Delivery ${String(n)} of the drawings for section ${String(n % 97)}`,
    body: { contentType: 'text', content: 'Sample mail of the sandbox tenant.' },
    importance: 'normal',
    categories: [],
    requestReadReceipt: false,
    requestDeliveryReceipt: false,
    deferUntil: null,
  } as const;
  const attachments = Array.from({ length: n % 4 }, (_, file) => ({
    name: `drawing-${String(n)}-${String(file)}.pdf`,
    contentType: 'application/pdf',
    contentId: null,
    sizeBytes: 4_000_000 + n,
    sha256: hash('sha256', `${String(n)}/${String(file)}`) as Sha256,
    mode: 'session' as const,
  }));
  const identity = { id, account, key: id, contentDigest: hash('sha256', id), correlationId: v7() as CorrelationId };
  store.insert({ ...identity, content, path: 'draft', submittedAtMs: atMs, attachments }, null, atMs);
  for (const [position, { sizeBytes }] of attachments.entries()) {
    const attached = { step: 'done', confirmedBytes: sizeBytes } as const;
    store.changeAttachment(id, position, { from: ['staged'] }, attached, { what: 'Attached.' }, atMs);
  }
  const what = { what: 'Found in Sent Items.' };
  store.change(id, { from: ['staged'] }, endOf(n, atMs), what, atMs + 60_000);
}

const roles = ['finance', 'legal', 'design', 'archive'];

/** Nearly everything was sent; a few wait for a person or were cancelled. */
function endOf(n: number, atMs: number): OutboxChange {
  if (n % 1000 === 7) return { step: 'needsHuman', sends: 1, sendTriedAtMs: atMs, draftId: `draft-${String(n)}` };
  if (n % 200 === 3) return { step: 'cancelled' };
  return { step: 'sent', sends: 1, acceptedAtMs: atMs, sentId: `sent-${String(n)}` };
}
