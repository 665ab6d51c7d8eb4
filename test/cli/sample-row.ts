import { outboxRow, type OutboxRow } from '../../contract/outbox.ts';
import { structuredError } from '../../main/core/mailroom-error.ts';
import type { ErrorCode } from '../../contract/errors.ts';

/** A message as the engine would show it, parsed by the contract so that a sample cannot lie. */
export function sampleRow(changes: Partial<OutboxRow> = {}): OutboxRow {
  return outboxRow.parse({
    id: '0198c5a0-0000-7000-8000-000000000001',
    key: 'plans-1',
    account: 'tenant:user',
    subject: 'Plans',
    recipients: ['finance@sandbox.example', 'legal@sandbox.example'],
    state: 'uploading',
    reason: null,
    waitingUntil: null,
    draftId: 'AAMk=',
    sentId: null,
    correlationId: '5a4db0c5-0000-4000-8000-0000000000aa',
    attachments: [
      {
        name: 'plans.zip',
        sizeBytes: 100_000_000,
        sha256: 'a'.repeat(64),
        confirmedBytes: 0,
        state: 'uploading',
        path: 'session',
        restart: null,
      },
    ],
    confirmedBytes: 0,
    totalBytes: 100_000_000,
    heldUntil: null,
    sendAt: null,
    onServer: false,
    isListed: true,
    place: 0,
    cancellable: true,
    createdAt: '2026-11-21T10:00:00.000Z',
    updatedAt: '2026-11-21T10:00:01.000Z',
    error: null,
    verdicts: [],
    ...changes,
  });
}

export function sampleError(code: ErrorCode) {
  return structuredError(code, { message: 'It happened. Nothing was sent.', remediation: 'Do this next.' });
}
