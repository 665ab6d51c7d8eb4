import { expect } from 'vitest';
import { accountId, sha256, type AccountId } from '../../contract/ids.ts';
import { sqliteIngestStore } from '../../main/adapters/sqlite/ingest/ingest-store.ts';
import { sqliteJobStore } from '../../main/adapters/sqlite/job-store.ts';
import { ingestPriorities, messageJob, syncJob } from '../../main/core/ingest/ingest-jobs.ts';
import type { NewFile, StoredFile } from '../../main/core/ingest/ingest-record.ts';
import type { IngestChange, PageChange } from '../../main/core/ports/ingest-store.ts';
import type { RemoteMessage } from '../../main/core/ports/mailbox-reader.ts';
import { openTestDatabase } from './open-test-database.ts';

export const sampleMailbox = accountId.parse('sandbox-tenant:finance');
export const inbox = 'inbox';

/** The real store on a real database, and the words to speak to it in few lines. */
export function ingestStoreRig(folder?: string) {
  const db = openTestDatabase(folder);
  const jobs = sqliteJobStore(db);
  const store = sqliteIngestStore(db, jobs);
  const changes: IngestChange[] = [];
  store.onChange((change) => void changes.push(change));
  return {
    db,
    jobs,
    store,
    changes,
    follow: (sinceMs: number | null = null, nowMs = 0) =>
      store.follow(
        { account: sampleMailbox, folder: inbox, name: 'Inbox', sinceMs },
        syncJob(sampleMailbox, inbox, nowMs),
        nowMs,
      ),
    page(changesOfPage: readonly PageChange[], more: { isEnd?: boolean; generation?: number; nowMs?: number } = {}) {
      const { isEnd = false, nowMs = 0 } = more;
      const generation = more.generation ?? store.folder(sampleMailbox, inbox)?.generation ?? 0;
      const page = { generation, changes: changesOfPage, sealedLink: 'sealed', isEnd, jobFor: sampleJob };
      return store.commitPage(sampleMailbox, inbox, page, nowMs);
    },
    states: () =>
      Object.fromEntries(
        db.connection.prepare('SELECT message_id, state FROM message ORDER BY id').raw().all() as [string, string][],
      ),
    removed: () =>
      db.connection
        .prepare('SELECT message_id FROM message WHERE removed_at_ms IS NOT NULL ORDER BY message_id')
        .pluck()
        .all(),
    jobKeys: () => jobs.list({ kinds: ['ingest.message'] }).map((job) => job.dedupeKey),
  };
}

export function sampleJob(messageId: string, account: AccountId = sampleMailbox) {
  const payload = { account, messageId, subscriptionId: null };
  return messageJob(payload, ingestPriorities.fresh, '00000000-0000-4000-8000-000000000001', 0);
}

export function present(messageId: string, isWanted = true): PageChange {
  return { kind: 'present', messageId, isWanted };
}

export function removed(messageId: string): PageChange {
  return { kind: 'removed', messageId };
}

export function sampleMessage(more: Partial<RemoteMessage> = {}): RemoteMessage {
  return {
    subject: 'Invoice',
    fromName: 'Sandbox Supplier',
    fromAddress: 'Supplier@sandbox.example',
    to: ['finance@sandbox.example'],
    cc: [],
    receivedAtMs: 1_700_000_000_000,
    internetMessageId: null,
    conversationId: null,
    folderId: null,
    body: { contentType: 'html', content: '<p>See the invoice.</p>' },
    ...more,
  };
}

export function newFile(attachmentId: string, more: Partial<NewFile> = {}): NewFile {
  return {
    attachmentId,
    kind: 'file',
    name: `${attachmentId}.pdf`,
    contentType: 'application/pdf',
    contentId: null,
    isInline: false,
    type: 'pdf',
    ...more,
  };
}

export function storedFile(digit: string, more: Partial<StoredFile> = {}): StoredFile {
  return {
    sha256: sha256.parse(digit.repeat(64)),
    sizeBytes: 10,
    name: 'a.pdf',
    contentType: 'application/pdf',
    type: 'pdf',
    ...more,
  };
}

/** What the test knows to be there. */
export function must<T>(value: T | null | undefined): T {
  return value ?? expect.fail('it is not there');
}
