import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';

const recipient = z.strictObject({
  emailAddress: z.strictObject({ address: z.email(), name: z.string().optional() }),
});
const property = z.strictObject({ id: z.string(), value: z.string() });

/** What may be written into a message; anything else is a 400, as a service does that knows its own schema. */
export const newMessage = z.strictObject({
  subject: z.string(),
  body: z.strictObject({ contentType: z.enum(['text', 'html']), content: z.string() }),
  toRecipients: z.array(recipient),
  ccRecipients: z.array(recipient),
  bccRecipients: z.array(recipient),
  replyTo: z.array(recipient),
  importance: z.enum(['low', 'normal', 'high']),
  internetMessageId: z.string(),
  singleValueExtendedProperties: z.array(property).length(1),
});

export const newAttachment = z.strictObject({
  '@odata.type': z.literal('#microsoft.graph.fileAttachment'),
  name: z.string(),
  contentType: z.string(),
  contentBytes: z.base64(),
  isInline: z.boolean().optional(),
  contentId: z.string().optional(),
});

export const newSession = z.strictObject({
  AttachmentItem: z.strictObject({
    attachmentType: z.literal('file'),
    name: z.string(),
    size: z.int().positive(),
    contentType: z.string(),
    isInline: z.boolean().optional(),
    contentId: z.string().optional(),
  }),
});

interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Message {
  readonly id: string;
  readonly content: z.infer<typeof newMessage>;
  readonly createdDateTime: string;
  readonly attachments: Map<string, Attachment>;
  isDraft: boolean;
}

export interface UploadSession {
  readonly message: Message;
  readonly name: string;
  readonly sizeBytes: number;
  readonly parts: Buffer[];
  offset: number;
}

/** A mail as its recipients got it. */
export interface SentMail {
  readonly subject: string;
  readonly recipients: readonly string[];
  readonly files: readonly { readonly name: string; readonly sizeBytes: number; readonly sha256: string }[];
}

/** One mailbox of a service that is not ours: drafts, upload sessions, Sent Items. A send consumes its draft. */
export class Mailbox {
  readonly messages = new Map<string, Message>();
  readonly sessions = new Map<string, UploadSession>();
  readonly sent: SentMail[] = [];

  create(content: Message['content']): Message {
    const id = `M${randomUUID()}=`;
    const createdDateTime = new Date().toISOString();
    const message: Message = { id, content, createdDateTime, attachments: new Map(), isDraft: true };
    this.messages.set(id, message);
    return message;
  }

  attach(message: Message, name: string, bytes: Buffer): Attachment {
    const attachment = { id: `A${randomUUID()}=`, name, bytes };
    message.attachments.set(attachment.id, attachment);
    return attachment;
  }

  openSession(message: Message, name: string, sizeBytes: number): string {
    const token = randomUUID();
    this.sessions.set(token, { message, name, sizeBytes, parts: [], offset: 0 });
    return token;
  }

  /** The attachment once the last byte is there. */
  take(token: string, session: UploadSession, bytes: Buffer): Attachment | null {
    session.parts.push(bytes);
    session.offset += bytes.length;
    if (session.offset < session.sizeBytes) return null;
    this.sessions.delete(token);
    return this.attach(session.message, session.name, Buffer.concat(session.parts));
  }

  send(message: Message): void {
    message.isDraft = false;
    this.deliver(message);
  }

  /** Delivers without looking: also what a negative control uses to send one mail twice. */
  deliver({ content, attachments }: Message): void {
    const to = [...content.toRecipients, ...content.ccRecipients, ...content.bccRecipients];
    this.sent.push({
      subject: content.subject,
      recipients: to.map(({ emailAddress }) => emailAddress.address),
      files: [...attachments.values()].map(({ name, bytes }) => ({
        name,
        sizeBytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })),
    });
  }

  /** By the folder's name and one of the two filters that are understood; null for any other. */
  search(folder: string, filter: string): readonly Message[] | null {
    const isDraft = folder === 'drafts';
    if (!isDraft && folder !== 'sentitems') return null;
    const inFolder = [...this.messages.values()].filter((message) => message.isDraft === isDraft);
    const marker = /^singleValueExtendedProperties\/Any\(ep: ep\/id eq '([^']+)' and ep\/value eq '([^']+)'\)$/.exec(
      filter,
    );
    if (marker !== null) {
      return inFolder.filter(({ content }) =>
        content.singleValueExtendedProperties.some(({ id, value }) => id === marker[1] && value === marker[2]),
      );
    }
    const messageId = /^internetMessageId eq '([^']+)'$/.exec(filter)?.[1];
    return messageId === undefined ? null : inFolder.filter(({ content }) => content.internetMessageId === messageId);
  }
}
