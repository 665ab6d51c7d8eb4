import { z } from 'zod';
import { instant } from './ids.ts';

/** A recipient as the person wrote it, once checked. */
export const mailAddress = z.object({ name: z.string().max(256).nullable(), address: z.string().min(3).max(320) });
export type MailAddress = z.infer<typeof mailAddress>;

export const importance = z.enum(['low', 'normal', 'high']);

/** The names of Outlook's categories, as the sender's own mailbox keeps them. */
export const categories = z.array(z.string().max(255)).max(25);

/**
 * A file to send, named by its path on this machine. `contentId` makes it an inline image (`cid:` in the HTML).
 * Only hosts on this machine see paths; rows that cross to a window carry the name alone.
 */
export const attachmentSource = z.object({
  path: z.string().min(1),
  name: z.string().min(1).max(255).optional(),
  contentType: z.string().optional(),
  contentId: z.string().min(1).max(255).optional(),
  /** Shared as a link to the sender's OneDrive instead of attached; then it may be larger than 150 MB. */
  asLink: z.boolean().optional(),
});
export type AttachmentSource = z.infer<typeof attachmentSource>;

/** A message as a person writes it (rows SM2, MP2). Limits are checked by the engine, which can say what to do about them. */
export const messageDraft = z.object({
  to: z.array(z.string()).default([]),
  cc: z.array(z.string()).default([]),
  bcc: z.array(z.string()).default([]),
  replyTo: z.array(z.string()).default([]),
  subject: z.string().default(''),
  text: z.string().nullable().default(null),
  html: z.string().nullable().default(null),
  importance: importance.default('normal'),
  categories: categories.default([]),
  /** The reader is asked to confirm; their mail program may leave it. */
  requestReadReceipt: z.boolean().default(false),
  /** Each recipient's mail server is asked to confirm; it may leave it. */
  requestDeliveryReceipt: z.boolean().default(false),
  attachments: z.array(attachmentSource).default([]),
  /** What to do with files over the smallest limit: refuse the message, or share as many as needed as links. */
  overLimit: z.enum(['refuse', 'link']).default('refuse'),
  /** When it is to leave; null for at once. */
  sendAt: instant.nullable().default(null),
  /** Handed over at once and kept by the service until `sendAt`, instead of by this computer. */
  onServer: z.boolean().default(false),
});
export type MessageDraft = z.infer<typeof messageDraft>;
