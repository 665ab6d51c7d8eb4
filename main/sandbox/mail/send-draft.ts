import { itemNotFound } from '../http/graph-error.ts';
import type { Reply } from '../http/reply.ts';
import { listAttachments } from '../store/attachments.ts';
import { listExtendedProperties } from '../store/extended-properties.ts';
import type { MessageRow } from '../store/messages.ts';
import { findByFormerId, findMessage } from '../store/messages.ts';
import { findHoldingSubmission } from '../store/submissions.ts';
import { deleteSessionsOf } from '../store/upload-sessions.ts';
import { checkRecipients } from './recipients.ts';
import type { MailRequest } from './request.ts';
import { signAs } from './sign-as.ts';
import { submit } from './submit.ts';

/** The first half of a send: what it finds before it does anything. A draft that was sent before is gone. */
export function checkSend(request: MailRequest): void {
  requireSendable(request);
}

/** The second half. A send that is not atomic trusts what the first half found, however long ago that was. */
export function sendDraft(request: MailRequest): Reply {
  const { tenant, user } = request;
  const row = tenant.switches().nonAtomicSend ? requireAny(request) : requireSendable(request);
  submit(tenant, user, {
    messageN: row.n,
    saveToSent: true,
    internetMessageId: row.internetMessageId,
    conversationId: row.conversationId,
    subject: row.subject,
    importance: row.importance,
    properties: signAs(request, JSON.parse(row.properties) as Record<string, unknown>),
    extendedProperties: listExtendedProperties(tenant.db, row.n),
    attachments: listAttachments(tenant.db, row.n),
  });
  deleteSessionsOf(tenant.db, row.n);
  return { status: 202 };
}

function requireSendable(request: MailRequest): MessageRow {
  const { tenant } = request;
  const row = requireAny(request);
  const isConsumed = row.isDraft === 0 || findHoldingSubmission(tenant.db, row.n) !== undefined;
  if (isConsumed && tenant.switches().secondSend === 'notFound') throw itemNotFound();
  const properties = JSON.parse(row.properties) as Record<string, unknown>;
  checkRecipients(properties, tenant.switches().maximumRecipients);
  signAs(request, properties);
  return row;
}

function requireAny({ tenant, user, parameters }: MailRequest): MessageRow {
  const id = parameters['message'] ?? '';
  const { secondSend, nonAtomicSend } = tenant.switches();
  const row = findMessage(tenant.db, user.id, id, tenant.nowMs());
  const former = secondSend === 'deliversAgain' || nonAtomicSend ? findByFormerId(tenant.db, user.id, id) : undefined;
  const found = row ?? former;
  if (found === undefined) throw itemNotFound();
  return found;
}
