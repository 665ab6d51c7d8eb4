import type { JobId } from '../../../contract/ids.ts';
import { jobRow, type JobRow } from '../../../contract/jobs.ts';

/** A dead download of the sandbox, with changes. */
export function jobRowOf(changes: Partial<JobRow> = {}): JobRow {
  const at = '2026-03-04T12:58:00.000Z';
  return jobRow.parse({
    id: '41' as JobId,
    kind: 'ingest.fetch',
    title: 'Download 3 files from collector',
    state: 'dead',
    cause: 'disk_full',
    causeWords: 'The disk is full',
    fate: 'open',
    attempts: 8,
    account: null,
    mailbox: 'collector@sandbox.example',
    messageId: 'message-1',
    outboxId: null,
    subject: 'Plans',
    correlationId: null,
    createdAt: '2026-03-04T12:00:00.000Z',
    lastErrorAt: at,
    diedAt: at,
    runAt: at,
    waitsFor: null,
    ...changes,
  });
}
