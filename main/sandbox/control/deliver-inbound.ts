import { z } from 'zod';
import { placeMessage } from '../mail/place-message.ts';
import { createFullBlob } from '../store/blobs.ts';
import { newConversationId, newInternetMessageId } from '../store/ids.ts';
import { findMessageIds } from '../store/messages.ts';
import type { Tenant } from '../tenant.ts';
import { findUser } from '../users.ts';

/** A mail from outside, to be put into an Inbox. Attachment bytes are base64. */
export const inboundMail = z.strictObject({
  to: z.string(),
  from: z.strictObject({ address: z.string(), name: z.string().default('') }),
  subject: z.string(),
  text: z.string().optional(),
  html: z.string().optional(),
  receivedAt: z.iso.datetime().optional(),
  attachments: z
    .array(
      z.strictObject({
        kind: z.enum(['file', 'item', 'reference']).default('file'),
        name: z.string(),
        contentType: z.string().default('application/octet-stream'),
        contentId: z.string().nullable().default(null),
        isInline: z.boolean().default(false),
        contentBytes: z.base64().default(''),
      }),
    )
    .default([]),
});
export type InboundMail = z.output<typeof inboundMail>;

/** Returns both ids of the message. Throws a RangeError for an address that is no mailbox of the tenant. */
export function deliverInbound(tenant: Tenant, mail: InboundMail): { immutableId: string; restId: string } {
  const user = findUser(tenant.db, mail.to);
  if (user === undefined) throw new RangeError(`The sandbox has no mailbox '${mail.to}'.`);
  const from = { emailAddress: mail.from };
  const n = tenant.db.transaction(() =>
    placeMessage(tenant, user, 'inbox', {
      internetMessageId: newInternetMessageId(),
      conversationId: newConversationId(),
      subject: mail.subject,
      importance: 'normal',
      properties: {
        from,
        sender: from,
        toRecipients: [{ emailAddress: { name: user.displayName, address: user.address } }],
        body: { contentType: mail.html === undefined ? 'text' : 'html', content: mail.html ?? mail.text ?? '' },
      },
      extendedProperties: [],
      attachments: mail.attachments.map(({ contentBytes, contentId, isInline, ...attachment }) => ({
        ...attachment,
        cid: contentId,
        isInline: isInline ? (1 as const) : (0 as const),
        blobId: createFullBlob(tenant, Buffer.from(contentBytes, 'base64')),
      })),
      atMs: mail.receivedAt === undefined ? tenant.nowMs() : Date.parse(mail.receivedAt),
    }),
  )();
  return findMessageIds(tenant.db, n);
}
