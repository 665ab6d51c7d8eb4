import { newInternetMessageId } from '../store/ids.ts';
import type { JsonObject } from '../odata/read-json.ts';
import type { Submission } from '../store/submissions.ts';
import type { Tenant } from '../tenant.ts';
import type { User } from '../users.ts';
import { tenantDomain } from '../users.ts';
import { placeMime } from './place-mime.ts';
import { writePlainMime } from './write-mime.ts';
import { writeReport } from './write-report.ts';

/** Who writes reports in Exchange. */
const reporter = `Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@${tenantDomain}>`;

const diagnostics: Readonly<Record<string, string>> = {
  '2.0.0': '250 2.0.0 Ok',
  '4.4.7': '550 4.4.7 QUEUE.Expired; message expired',
  '5.1.1': '550 5.1.1 The email account that you tried to reach does not exist',
  '5.1.10': '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
  '5.2.2': '554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException',
  '5.2.3': '550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient',
  '5.7.1': '550 5.7.1 RESOLVER.RST.AuthRequired; authentication required',
};

/**
 * What transport writes into the sender's Inbox about one recipient: a code 2 tells of a delivery, a code 4 that it is
 * still being tried, except 4.4.7, which ends the trying. Bad recipients are found at routing, never in the answer to a
 * send.
 */
export function placeReport(
  tenant: Tenant,
  sender: User,
  submission: Submission,
  address: string,
  status: string,
): void {
  const action = status.startsWith('2') ? 'delivered' : isStillTried(status) ? 'delayed' : 'failed';
  const { subject, internetMessageId, conversationId, leavesAtMs: sentAtMs, deliverAtMs: atMs } = submission;
  const titles = { failed: 'Undeliverable', delayed: 'Delivery delayed', delivered: 'Delivered' };
  const properties = JSON.parse(submission.properties) as JsonObject;
  const original = writePlainMime({ subject, internetMessageId, sentAtMs, properties });
  const mail = {
    from: reporter,
    to: sender.address,
    subject: `${titles[action]}: ${subject}`,
    internetMessageId: newInternetMessageId(),
    atMs,
    about: internetMessageId,
    original,
  };
  const diagnostic =
    diagnostics[status] ?? `${status.startsWith('5') ? '550' : '451'} ${status} refused by the sandbox`;
  placeMime(tenant, sender, writeReport(mail, { action, address, status, diagnostic }), { conversationId, atMs });
}

/** Delayed, and not given up. */
export function isStillTried(status: string): boolean {
  return status.startsWith('4') && status !== '4.4.7';
}
