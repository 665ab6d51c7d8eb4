import type { JsonObject } from '../odata/read-json.ts';
import type { ExtendedProperty } from '../store/extended-properties.ts';
import { deferredSendProperty } from '../store/extended-properties.ts';
import type { SubmittedAttachment } from '../store/submissions.ts';
import { insertSubmission, nextFreeMinuteMs } from '../store/submissions.ts';
import type { Tenant } from '../tenant.ts';
import type { User } from '../users.ts';

export interface Outgoing {
  /** The draft that becomes the copy in Sent Items; null when there is none yet. */
  readonly messageN: number | null;
  readonly saveToSent: boolean;
  readonly internetMessageId: string;
  readonly conversationId: string;
  readonly subject: string;
  readonly importance: string;
  readonly properties: JsonObject;
  readonly extendedProperties: readonly ExtendedProperty[];
  readonly attachments: readonly SubmittedAttachment[];
}

/** Accepts a message: from here it will leave and be delivered, at its deferred time and as fast as the mailbox may send. */
export function submit(tenant: Tenant, user: User, outgoing: Outgoing): void {
  const nowMs = tenant.nowMs();
  const { sentItemsDelayMs, deliveryDelayMs, limitMessagesPerMin } = tenant.switches();
  const deferred = outgoing.extendedProperties.find((property) => property.id === deferredSendProperty);
  const deferredAtMs = Date.parse(deferred?.value ?? '') || 0;
  const wishedMs = Math.max(nowMs, deferredAtMs) + sentItemsDelayMs;
  const leavesAtMs = nextFreeMinuteMs(tenant.db, user.id, limitMessagesPerMin, wishedMs);
  insertSubmission(
    tenant.db,
    {
      userId: user.id,
      messageN: outgoing.messageN,
      saveToSent: outgoing.saveToSent ? 1 : 0,
      acceptedAtMs: nowMs,
      leavesAtMs,
      deliverAtMs: leavesAtMs + Math.max(0, deliveryDelayMs - sentItemsDelayMs),
      internetMessageId: outgoing.internetMessageId,
      conversationId: outgoing.conversationId,
      subject: outgoing.subject,
      importance: outgoing.importance,
      properties: JSON.stringify(outgoing.properties),
      extendedProperties: JSON.stringify(outgoing.extendedProperties),
    },
    outgoing.attachments,
  );
}
