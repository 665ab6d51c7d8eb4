import type { OutboxId } from '../../../contract/ids.ts';
import type { MailAddress } from '../../../contract/message.ts';
import type { AttachmentMeta, MailContent } from '../ports/mail-service.ts';

/** Our marker on every message: a named MAPI property, filterable by its value (docs/graph.md, Finding a message again). */
export const MARKER_PROPERTY = 'String {7d1f8f0c-2a57-4c3e-9a6b-0f4d6c1e5b92} Name MailroomOutboxId';
/** MAPI's PidTagDeferredSendTime: the service keeps a message that was handed over until then (docs/graph.md). */
export const DEFERRED_SEND_PROPERTY = 'SystemTime 0x3FEF';
const MESSAGE_ID_DOMAIN = 'mailroom.invalid';

/** The Message-ID that we set ourselves: a second way to find the sent copy, and what receivers drop doubles by. */
export function internetMessageId(marker: OutboxId): string {
  return `<${marker}@${MESSAGE_ID_DOMAIN}>`;
}

interface GraphContent {
  readonly subject: string;
  readonly body: { readonly contentType: 'text' | 'html'; readonly content: string };
  readonly toRecipients: readonly GraphRecipient[];
  readonly ccRecipients: readonly GraphRecipient[];
  readonly bccRecipients: readonly GraphRecipient[];
  readonly replyTo: readonly GraphRecipient[];
  readonly importance: 'low' | 'normal' | 'high';
  readonly categories: readonly string[];
  readonly isReadReceiptRequested: boolean;
  readonly isDeliveryReceiptRequested: boolean;
  readonly singleValueExtendedProperties?: readonly ExtendedProperty[];
}

interface ExtendedProperty {
  readonly id: string;
  readonly value: string;
}

type Options = Pick<GraphContent, 'categories' | 'isReadReceiptRequested' | 'isDeliveryReceiptRequested'>;

export interface GraphMessage extends Omit<GraphContent, keyof Options>, Partial<Options> {
  readonly internetMessageId: string;
  readonly singleValueExtendedProperties: readonly ExtendedProperty[];
}

export interface GraphRecipient {
  readonly emailAddress: { readonly address: string; readonly name?: string };
}

/** The message as Graph's JSON, without its files (row SM2, `build_message`). */
export function buildMessage(content: MailContent, marker: OutboxId): GraphMessage {
  const {
    singleValueExtendedProperties: own = [],
    categories,
    isReadReceiptRequested,
    isDeliveryReceiptRequested,
    ...built
  } = buildContent(content);
  return {
    ...built,
    // A new message has none of them anyway, and servers that know a part of Graph alone need not know their names.
    ...(categories.length > 0 ? { categories } : {}),
    ...(isReadReceiptRequested ? { isReadReceiptRequested } : {}),
    ...(isDeliveryReceiptRequested ? { isDeliveryReceiptRequested } : {}),
    internetMessageId: internetMessageId(marker),
    singleValueExtendedProperties: [{ id: MARKER_PROPERTY, value: marker }, ...own],
  };
}

/** Words, recipients and options alone: what an update of a draft replaces, so it says all of them. */
export function buildContent(content: MailContent): GraphContent {
  return {
    subject: content.subject,
    body: content.body,
    toRecipients: content.to.map(graphRecipient),
    ccRecipients: content.cc.map(graphRecipient),
    bccRecipients: content.bcc.map(graphRecipient),
    replyTo: content.replyTo.map(graphRecipient),
    importance: content.importance,
    categories: content.categories,
    isReadReceiptRequested: content.requestReadReceipt,
    isDeliveryReceiptRequested: content.requestDeliveryReceipt,
    ...deferral(content.deferUntil),
  };
}

export interface GraphFileAttachment {
  readonly '@odata.type': '#microsoft.graph.fileAttachment';
  readonly name: string;
  readonly contentType: string;
  readonly contentBytes: string;
  readonly isInline?: boolean;
  readonly contentId?: string;
}

/** A file inside one request. `contentBytes` is base64. */
export function buildFileAttachment(meta: AttachmentMeta, contentBytes: string): GraphFileAttachment {
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    name: meta.name,
    contentType: meta.contentType,
    contentBytes,
    ...inlineParts(meta),
  };
}

/** A file that will come through an upload session. The service wants this key with a capital letter. */
export function buildAttachmentItem(meta: AttachmentMeta): {
  readonly AttachmentItem: Record<string, string | number | boolean>;
} {
  return {
    AttachmentItem: {
      attachmentType: 'file',
      name: meta.name,
      size: meta.sizeBytes,
      contentType: meta.contentType,
      ...inlineParts(meta),
    },
  };
}

function deferral(deferUntil: string | null): Pick<GraphContent, 'singleValueExtendedProperties'> {
  if (deferUntil === null) return {};
  return { singleValueExtendedProperties: [{ id: DEFERRED_SEND_PROPERTY, value: deferUntil }] };
}

function inlineParts(meta: AttachmentMeta): { isInline?: boolean; contentId?: string } {
  return meta.contentId === null ? {} : { isInline: true, contentId: meta.contentId };
}

export function graphRecipient({ name, address }: MailAddress): GraphRecipient {
  return { emailAddress: name === null ? { address } : { address, name } };
}
