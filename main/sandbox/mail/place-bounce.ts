import { newInternetMessageId } from '../store/ids.ts';
import type { Submission } from '../store/submissions.ts';
import type { Tenant } from '../tenant.ts';
import type { User } from '../users.ts';
import { tenantDomain } from '../users.ts';
import { placeMessage } from './place-message.ts';

/** The non-delivery report in the sender's Inbox: bad recipients are found at routing, never in the answer to a send. */
export function placeBounce(tenant: Tenant, sender: User, submission: Submission, address: string): void {
  const postmaster = { emailAddress: { name: 'Sandbox Postmaster', address: `postmaster@${tenantDomain}` } };
  placeMessage(tenant, sender, 'inbox', {
    internetMessageId: newInternetMessageId(),
    conversationId: submission.conversationId,
    subject: `Undeliverable: ${submission.subject}`,
    importance: 'normal',
    properties: {
      from: postmaster,
      sender: postmaster,
      toRecipients: [{ emailAddress: { name: sender.displayName, address: sender.address } }],
      body: {
        contentType: 'text',
        content: `Delivery has failed to this recipient: ${address}\n\nRemote server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'\n\nThis report was made by the sandbox tenant.`,
      },
      internetMessageHeaders: [
        { name: 'In-Reply-To', value: submission.internetMessageId },
        { name: 'References', value: submission.internetMessageId },
        { name: 'X-Failed-Recipients', value: address },
      ],
    },
    extendedProperties: [],
    attachments: [],
    atMs: submission.deliverAtMs,
  });
}
