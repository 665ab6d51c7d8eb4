import { hashBlob, readBlob } from '../store/blobs.ts';
import { createHash } from 'node:crypto';
import { addressOf } from '../mail/recipients.ts';
import type { Outcome } from '../mail/settle.ts';
import type { ExtendedProperty } from '../store/extended-properties.ts';
import type { Submission } from '../store/submissions.ts';
import { countPending, listDelivered, listSubmittedAttachments } from '../store/submissions.ts';
import type { Tenant } from '../tenant.ts';
import { findUser } from '../users.ts';

/** One mail that was delivered, as its recipients got it. */
export interface DeliveredMail {
  /** Whose mailbox it left. */
  readonly sender: string;
  /** Who is seen to have written it, and who to have sent it: they differ for mail on somebody's behalf. */
  readonly from: string;
  readonly sentBy: string;
  readonly subject: string;
  readonly internetMessageId: string;
  /** Value of the named extended property that the sender put on it; null when there is none. */
  readonly marker: string | null;
  readonly extendedProperties: readonly ExtendedProperty[];
  readonly recipients: readonly Outcome[];
  /** Hash of the body's text as it was sent. */
  readonly bodySha256: string;
  readonly attachments: readonly {
    readonly name: string;
    readonly sizeBytes: number;
    readonly sha256: string;
    readonly contentType: string | null;
    readonly contentId: string | null;
    readonly isInline: boolean;
  }[];
  readonly acceptedAt: string;
  readonly deliveredAt: string;
}

/** What a harness compares with what it meant to send: two rows with one marker are a mail that went twice. */
export async function listTruth(tenant: Tenant): Promise<{ delivered: DeliveredMail[]; pending: number }> {
  const delivered: DeliveredMail[] = [];
  for (const submission of listDelivered(tenant.db)) delivered.push(await describe(tenant, submission));
  return { delivered, pending: countPending(tenant.db) };
}

async function describe(tenant: Tenant, submission: Submission): Promise<DeliveredMail> {
  const extendedProperties = JSON.parse(submission.extendedProperties) as ExtendedProperty[];
  const properties = JSON.parse(submission.properties) as Record<string, unknown> & { body?: { content?: string } };
  const { body } = properties;
  const attachments: DeliveredMail['attachments'][number][] = [];
  for (const attachment of listSubmittedAttachments(tenant.db, submission.n)) {
    const blob = readBlob(tenant.db, attachment.blobId);
    attachments.push({
      name: attachment.name,
      sizeBytes: blob.sizeBytes,
      sha256: await hashBlob(tenant, blob),
      contentType: attachment.contentType,
      contentId: attachment.cid,
      isInline: attachment.isInline === 1,
    });
  }
  return {
    sender: findUser(tenant.db, submission.userId)?.address ?? '',
    from: addressOf(properties['from']),
    sentBy: addressOf(properties['sender']),
    subject: submission.subject,
    internetMessageId: submission.internetMessageId,
    marker: extendedProperties.find((property) => / Name /.test(property.id))?.value ?? null,
    extendedProperties,
    recipients: JSON.parse(submission.outcomes ?? '[]') as Outcome[],
    bodySha256: createHash('sha256')
      .update(body?.content ?? '')
      .digest('hex'),
    attachments,
    acceptedAt: new Date(submission.acceptedAtMs).toISOString(),
    deliveredAt: new Date(submission.deliveredAtMs ?? submission.deliverAtMs).toISOString(),
  };
}
