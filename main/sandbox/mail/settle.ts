import { expandAddresses } from '../groups/groups.ts';
import type { JsonObject } from '../odata/read-json.ts';
import type { ExtendedProperty } from '../store/extended-properties.ts';
import { dropExtendedProperties, postponeFiltering } from '../store/extended-properties.ts';
import { folderIdOf } from '../store/folders.ts';
import { newInternetMessageId } from '../store/ids.ts';
import { markSent, moveMessage, readMessage, replaceImmutableId } from '../store/messages.ts';
import type { Submission } from '../store/submissions.ts';
import { listDueSubmissions, listSubmittedAttachments, markDelivered, markLeft } from '../store/submissions.ts';
import type { Tenant } from '../tenant.ts';
import type { User } from '../users.ts';
import { findUser, tenantDomain } from '../users.ts';
import { placeMessage } from './place-message.ts';
import { isStillTried, placeReport } from './place-report.ts';
import { listRecipients } from './recipients.ts';

/** What became of one recipient's copy. Mail to other organisations counts as delivered there. */
export interface Outcome {
  readonly address: string;
  readonly outcome: 'delivered' | 'outside' | 'bounced';
}

/**
 * Does everything whose time has come. It runs before every request, so no timer is needed: nobody can look at the
 * tenant without seeing it up to date, and a restart continues by itself.
 */
export function settle(tenant: Tenant): void {
  const due = listDueSubmissions(tenant.db, tenant.nowMs());
  if (due.length === 0) return;
  tenant.db.transaction(() => {
    for (const submission of due) {
      const user = findUser(tenant.db, submission.userId);
      if (user === undefined) continue;
      const left = submission.left === 1 ? submission : leave(tenant, user, submission);
      if (left.deliverAtMs <= tenant.nowMs()) deliver(tenant, user, left);
    }
  })();
}

/** Transport takes the message: the draft is now the copy in Sent Items. */
function leave(tenant: Tenant, user: User, submission: Submission): Submission {
  const { db } = tenant;
  const { presetMessageIdSurvives } = tenant.switches();
  const internetMessageId = presetMessageIdSurvives ? submission.internetMessageId : newInternetMessageId();
  markLeft(db, submission.n, internetMessageId);
  const left = { ...submission, internetMessageId };
  if (submission.saveToSent === 0) return left;
  const draft = submission.messageN === null ? undefined : readMessage(db, submission.messageN);
  if (draft?.isDraft === 0) return left;
  const n = draft === undefined ? placeCopy(tenant, user, left, 'sentitems') : moveToSent(tenant, user, draft.n, left);
  finishSentCopy(tenant, n, left);
  return left;
}

function moveToSent(tenant: Tenant, user: User, n: number, left: Submission): number {
  moveMessage(tenant.db, n, folderIdOf(tenant.db, user.id, 'sentitems'), left.leavesAtMs);
  markSent(tenant.db, n, left.internetMessageId, left.leavesAtMs);
  if (tenant.switches().immutableIdOnSend === 'changes') replaceImmutableId(tenant.db, n);
  return n;
}

function finishSentCopy(tenant: Tenant, n: number, left: Submission): void {
  const { markerReachesSentCopy, markerFilterableAfterMs } = tenant.switches();
  if (markerReachesSentCopy) postponeFiltering(tenant.db, n, left.leavesAtMs + markerFilterableAfterMs);
  else dropExtendedProperties(tenant.db, n);
}

function placeCopy(tenant: Tenant, user: User, submission: Submission, folder: 'inbox' | 'sentitems'): number {
  // Blind copies stay with the sender, and so do categories, which Exchange takes off mail by default.
  const { bccRecipients, categories, ...shown } = JSON.parse(submission.properties) as JsonObject;
  const own = {
    ...(bccRecipients === undefined ? {} : { bccRecipients }),
    ...(categories === undefined ? {} : { categories }),
  };
  const properties = folder === 'sentitems' ? { ...shown, ...own } : shown;
  return placeMessage(tenant, user, folder, {
    internetMessageId: submission.internetMessageId,
    conversationId: submission.conversationId,
    subject: submission.subject,
    importance: submission.importance,
    properties,
    extendedProperties: JSON.parse(submission.extendedProperties) as ExtendedProperty[],
    attachments: listSubmittedAttachments(tenant.db, submission.n),
    atMs: folder === 'inbox' ? submission.deliverAtMs : submission.leavesAtMs,
  });
}

function deliver(tenant: Tenant, sender: User, submission: Submission): void {
  const properties = JSON.parse(submission.properties) as JsonObject;
  const outcomes = expandAddresses(tenant.db, listRecipients(properties)).map((address): Outcome => {
    const status = statusFor(tenant, address);
    if (status !== null) placeReport(tenant, sender, submission, address, status);
    if (status !== null && !isStillTried(status)) return { address, outcome: 'bounced' };
    const recipient = findUser(tenant.db, address);
    if (recipient === undefined) return { address, outcome: 'outside' };
    placeCopy(tenant, recipient, submission, 'inbox');
    if (properties['isDeliveryReceiptRequested'] === true) placeReport(tenant, sender, submission, address, '2.0.0');
    return { address, outcome: 'delivered' };
  });
  markDelivered(tenant.db, submission.n, outcomes, submission.deliverAtMs);
}

/** The code of the report that an address or its domain causes; null where its mail goes through in silence. */
function statusFor(tenant: Tenant, address: string): string | null {
  const { bounceDomains, reportCodes } = tenant.switches();
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const chosen = reportCodes[address.toLowerCase()] ?? reportCodes[domain];
  if (chosen !== undefined) return chosen;
  if (bounceDomains.includes(domain)) return '5.1.10';
  return domain === tenantDomain && findUser(tenant.db, address) === undefined ? '5.1.10' : null;
}
