import { accountId } from '../../contract/ids.ts';
import { sqliteJobIndex } from '../../main/adapters/sqlite/jobs/job-index.ts';
import { sqliteJobStore } from '../../main/adapters/sqlite/job-store.ts';
import type { AttemptError, DeathReason, Lease, NewJob } from '../../main/core/ports/job-store.ts';
import type { JobId } from '../../contract/ids.ts';
import { messageJob } from '../../main/core/ingest/ingest-jobs.ts';
import { advanceJob } from '../../main/core/outbox/outbox-jobs.ts';
import { sampleId } from './sample-outbox.ts';
import { openTestDatabase } from './open-test-database.ts';

export const finance = accountId.parse('sandbox-tenant:finance');
export const orders = accountId.parse('sandbox-tenant:orders');
const refused: AttemptError = {
  code: 'graph_4xx',
  detail: 'It was refused.',
  httpStatus: 403,
  requestId: 'r-1',
};
export const diskFull: AttemptError = { code: 'disk_full', detail: 'No room.', httpStatus: null, requestId: null };

/** The real queue with two mailboxes, and the words to make jobs fail in few lines. */
export function jobIndexRig() {
  const db = openTestDatabase();
  const raw = db.connection;
  const insertAccount = raw.prepare(
    `INSERT INTO account (id, address, name, tenant, cloud, state, scopes, created_at_ms, updated_at_ms) VALUES (?, ?, NULL, 'sandbox-tenant', 'sandbox', 'connected', '[]', 0, 0)`,
  );
  insertAccount.run(finance, 'finance@sandbox.example');
  insertAccount.run(orders, 'orders@sandbox.example');
  const store = sqliteJobStore(db);
  const insertMessage = raw.prepare(
    `INSERT INTO message (account, message_id, noticed_at_ms, subject) VALUES (?, ?, 0, ?)`,
  );

  function download(messageId: string, subject: string | null = null, account = finance): JobId {
    insertMessage.run(account, messageId, subject);
    return store.enqueue(newDownload(messageId, account), 0).id;
  }

  /** Claims until it has this job; the others go back as they were. */
  function lease(id: JobId, nowMs: number): Lease {
    const kinds = ['ingest.message', 'outbox.advance'];
    const leaseMsByKind = Object.fromEntries(kinds.map((kind) => [kind, 60_000]));
    raw.prepare(`UPDATE job SET priority = -1 WHERE id = ?`).run(id);
    const claimed = store.claim({ lanes: ['ingest', 'small', 'large'], leaseMsByKind, nowMs });
    if (claimed?.job.id !== id) throw new Error(`expected job ${id}, not ${String(claimed?.job.id)}`);
    return claimed;
  }

  function die(id: JobId, nowMs: number, error = refused, reason: DeathReason = 'permanent'): JobId {
    store.bury(lease(id, nowMs), { reason, error }, nowMs);
    return id;
  }

  return { db, store, index: sqliteJobIndex(db), download, lease, die };
}

function newDownload(messageId: string, account = finance): NewJob {
  const payload = { account, messageId, subscriptionId: null };
  return messageJob(payload, 40, `00000000-0000-4000-8000-${messageId.padStart(12, '0')}`, 0);
}

export function newSend(number: number): NewJob {
  const correlationId = '00000000-0000-4000-8000-00000000beef';
  return advanceJob({ id: sampleId(number), account: finance, correlationId, attachments: [] }, 0);
}
