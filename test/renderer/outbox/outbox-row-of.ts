import type { AccountRow } from '../../../contract/accounts.ts';
import { outboxId, correlationId, accountId, sha256 } from '../../../contract/ids.ts';
import type { AttachmentRow, OutboxRow } from '../../../contract/outbox.ts';

/** A row of the outbox with the facts that a test is about; the rest is plain. */
export function outboxRowOf(facts: Partial<OutboxRow> = {}): OutboxRow {
  const attachments = facts.attachments ?? [];
  return {
    id: outboxId.parse('01970000-0000-7000-8000-000000000001'),
    key: 'key-1',
    account: accountId.parse('sandbox:sender'),
    subject: 'Plans',
    recipients: ['finance@sandbox.example'],
    state: 'uploading',
    reason: null,
    waitingUntil: null,
    draftId: null,
    sentId: null,
    correlationId: correlationId.parse('5b7f8f0e-1111-4222-8333-444455556666'),
    attachments,
    confirmedBytes: attachments.reduce((total, file) => total + file.confirmedBytes, 0),
    totalBytes: attachments.reduce((total, file) => total + file.sizeBytes, 0),
    isListed: true,
    place: 0,
    cancellable: true,
    heldUntil: null,
    sendAt: null,
    onServer: false,
    createdAt: '2026-11-21T09:00:00.000Z',
    updatedAt: '2026-11-21T09:05:00.000Z',
    error: null,
    verdicts: [],
    ...facts,
  };
}

export function fileOf(sizeBytes: number, confirmedBytes: number, facts: Partial<AttachmentRow> = {}): AttachmentRow {
  return {
    name: 'plans.zip',
    sizeBytes,
    sha256: sha256.parse('a'.repeat(64)),
    confirmedBytes,
    state: 'uploading',
    path: 'session',
    restart: null,
    ...facts,
  };
}

/** The mailbox that it goes from. */
export function mailboxOf(facts: Partial<AccountRow> = {}): AccountRow {
  return {
    id: outboxRowOf().account,
    address: 'sender@contoso.example',
    name: null,
    tenant: 'contoso',
    cloud: 'global',
    state: 'connected',
    scopes: [],
    ...facts,
  };
}
