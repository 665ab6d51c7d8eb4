import { accountId, type OutboxId, outboxId, sha256 } from '../../contract/ids.ts';
import type { OutboxAttachment, OutboxRecord } from '../../main/core/outbox/outbox-record.ts';
import type { MailContent } from '../../main/core/ports/mail-service.ts';

export const sampleAccount = accountId.parse('sandbox-tenant:sender');

/** The n-th message of a test. */
export function sampleId(n = 1): OutboxId {
  return outboxId.parse(`01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`);
}

export const sampleContent: MailContent = {
  to: [{ name: 'Sandbox Finance', address: 'finance@sandbox.example' }],
  cc: [],
  bcc: [],
  replyTo: [],
  subject: 'Plans',
  body: { contentType: 'text', content: 'The plans are attached.' },
  importance: 'normal',
  categories: [],
  requestReadReceipt: false,
  requestDeliveryReceipt: false,
  deferUntil: null,
};

export function sampleFile(more: Partial<OutboxAttachment> = {}): OutboxAttachment {
  return {
    position: 0,
    name: 'plans.bin',
    contentType: 'application/octet-stream',
    contentId: null,
    sizeBytes: 10,
    sha256: sha256.parse('0'.repeat(64)),
    isHere: true,
    mode: 'small',
    step: 'waiting',
    sealedUploadUrl: null,
    sessionExpiresAtMs: null,
    confirmedBytes: 0,
    remoteId: null,
    restart: null,
    ordinal: 0,
    removing: false,
    isLink: false,
    wantsLink: false,
    source: null,
    ...more,
  };
}

/** A submitted message of which nothing was done yet. */
export function sampleRecord(more: Partial<OutboxRecord> = {}): OutboxRecord {
  return {
    id: sampleId(),
    account: sampleAccount,
    key: 'key-1',
    contentDigest: 'digest-1',
    content: sampleContent,
    path: 'draft',
    step: 'staged',
    submittedAtMs: 1,
    pausedAtMs: null,
    holdUntilMs: null,
    sendAtMs: null,
    recallAskedAtMs: null,
    place: 0,
    contentRevision: 0,
    writtenRevision: 0,
    writtenAtMs: null,
    draftId: null,
    draftDigest: null,
    draftTries: 0,
    draftTriedAtMs: null,
    sends: 0,
    sendTriedAtMs: null,
    acceptedAtMs: null,
    looks: 0,
    firstLookAtMs: null,
    draftSightings: 0,
    sentId: null,
    wait: null,
    error: null,
    verdicts: [],
    correlationId: '00000000-0000-4000-8000-000000000001',
    createdAtMs: 1,
    updatedAtMs: 1,
    attachments: [],
    ...more,
  };
}
