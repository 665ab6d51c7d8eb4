import { accountId } from '../../../contract/ids.ts';
import type { WriteDb } from '../../../main/adapters/sqlite/connection.ts';
import { inTransaction } from '../../../main/adapters/sqlite/in-transaction.ts';
import type { NewJob } from '../../../main/core/ports/job-store.ts';

const MAILBOXES = 20;

/** So many jobs over twenty mailboxes, each of a message with a subject; the dead ones of five causes. The rest waits. */
export function fillQueue(db: WriteDb, jobs: number, dead: number, nowMs: number): void {
  inTransaction(db, () => {
    db.connection.exec(`
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${String(MAILBOXES - 1)})
      INSERT INTO account (id, address, name, tenant, cloud, state, scopes, created_at_ms, updated_at_ms) SELECT 'bench:' || i, 'mailbox-' || i || '@sandbox.example', NULL, 'bench', 'sandbox', 'connected', '[]', 0, 0 FROM n;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${String(jobs)})
      INSERT INTO message (account, message_id, noticed_at_ms, subject)
      SELECT 'bench:' || (i % ${String(MAILBOXES)}), 'message-' || i, 0, 'Invoice ' || i FROM n;
      INSERT INTO job_turn SELECT 'ingest', id, 0 FROM account;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${String(jobs)})
      INSERT INTO job (kind, lane, mailbox, dedupe_key, payload, payload_version, title, priority, state, run_at_ms,
        created_at_ms, max_attempts, correlation_id, death_reason, died_at_ms, last_error_at_ms, last_error_code, cause)
      SELECT 'ingest.message', 'ingest', 'bench:' || (i % ${String(MAILBOXES)}), 'bench:' || i,
        json_object('account', 'bench:' || (i % ${String(MAILBOXES)}), 'messageId', 'message-' || i, 'subscriptionId', NULL), 1,
        'Fetch the files of a message', 60, CASE WHEN i <= ${String(dead)} THEN 'dead' ELSE 'ready' END, 0, 0, 10,
        printf('00000000-0000-4000-8000-%012d', i), CASE WHEN i <= ${String(dead)} THEN 'permanent' END,
        CASE WHEN i <= ${String(dead)} THEN ${String(nowMs)} - i * 10000 END,
        CASE WHEN i <= ${String(dead)} THEN ${String(nowMs)} - i * 10000 END,
        CASE WHEN i <= ${String(dead)} THEN 'graph_4xx' END,
        CASE WHEN i <= ${String(dead)} THEN 'graph_4xx_40' || (i % 5) END FROM n`);
  });
}

/** What a person sends. */
export function newInteractive(n: number, nowMs: number): NewJob {
  return {
    kind: 'outbox.advance',
    lane: 'interactive',
    mailbox: accountId.parse('bench:3'),
    dedupeKey: `bench-send:${String(n)}`,
    payload: { outboxId: `bench-${String(n)}` },
    payloadVersion: 1,
    title: 'Send a message',
    priority: 0,
    runAtMs: nowMs,
    maxAttempts: 10,
    correlationId: null,
  };
}
