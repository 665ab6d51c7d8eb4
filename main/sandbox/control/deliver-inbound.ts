import type { AttachmentKind } from '../store/attachments.ts';
import { placeMessage } from '../mail/place-message.ts';
import { renderItem } from '../mail/render-item.ts';
import { createFullBlob, createSeededBlob } from '../store/blobs.ts';
import { newConversationId, newInternetMessageId } from '../store/ids.ts';
import { findMessageIds } from '../store/messages.ts';
import type { SubmittedAttachment } from '../store/submissions.ts';
import type { Tenant } from '../tenant.ts';
import { requireUser } from '../users.ts';
import type { InboundAttachment, InboundMail } from './inbound-schema.ts';

interface MessageIds {
  readonly immutableId: string;
  readonly restId: string;
}

/** Returns both ids of each message, those of the first one also by themselves. Throws a RangeError for an unknown mailbox or folder. */
export function deliverInbound(tenant: Tenant, mail: InboundMail): MessageIds & { messages: MessageIds[] } {
  const user = requireUser(tenant.db, mail.to);
  const from = { emailAddress: mail.from };
  const messages = tenant.db.transaction(() => {
    const attachments = mail.attachments.map((attachment) => storeAttachment(tenant, attachment));
    return Array.from({ length: mail.count }, (_, index) => {
      const numbered = (text: string): string => text.replaceAll('{n}', String(index + 1));
      const content = numbered(mail.html ?? mail.text ?? '');
      const n = placeMessage(tenant, user, mail.folder, {
        internetMessageId: newInternetMessageId(),
        conversationId: newConversationId(),
        subject: numbered(mail.subject),
        importance: 'normal',
        properties: {
          from,
          sender: from,
          toRecipients: [{ emailAddress: { name: user.displayName, address: user.address } }],
          body: { contentType: mail.html === undefined ? 'text' : 'html', content },
        },
        extendedProperties: [],
        attachments: attachments.map((attachment) => ({ ...attachment, name: numbered(attachment.name) })),
        atMs: mail.receivedAt === undefined ? tenant.nowMs() : Date.parse(mail.receivedAt),
      });
      return findMessageIds(tenant.db, n);
    });
  })();
  const [first] = messages;
  if (first === undefined) throw new RangeError('No mail was asked for.');
  return { ...first, messages };
}

/** Copies of a mail share the bytes. */
function storeAttachment(tenant: Tenant, given: InboundAttachment): SubmittedAttachment {
  const { kind, name, contentId, isInline } = given;
  const contentType = given.contentType ?? standardType[kind];
  return {
    kind,
    name,
    contentType,
    cid: contentId,
    isInline: isInline ? 1 : 0,
    blobId: storeBytes(tenant, given, contentType),
  };
}

const standardType: Readonly<Record<AttachmentKind, string | null>> = {
  file: 'application/octet-stream',
  item: 'message/rfc822',
  reference: null,
};

function storeBytes(tenant: Tenant, given: InboundAttachment, contentType: string | null): string {
  if (given.contentBytes !== undefined) return createFullBlob(tenant, Buffer.from(given.contentBytes, 'base64'));
  if (given.kind === 'reference') return createSeededBlob(tenant, '', 0);
  if (given.kind === 'file' || given.sizeBytes !== undefined)
    return createSeededBlob(tenant, given.seed ?? given.name, given.sizeBytes ?? 0);
  const type = { 'text/vcard': 'contact', 'text/calendar': 'event' }[contentType ?? ''] ?? 'message';
  const item = { '@odata.type': `#microsoft.graph.${type}`, subject: given.name, displayName: given.name };
  return createFullBlob(tenant, Buffer.from(renderItem(item, tenant.nowMs()).text));
}
