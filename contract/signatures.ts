import { z } from 'zod';
import { accountId } from './ids.ts';

/** A picture of a signature, as the HTML names it by `cid:`. */
const signaturePicture = z.strictObject({
  contentId: z.string().min(1).max(255),
  name: z.string().min(1).max(255),
  contentType: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp']),
});

/** Words that end a message of one mailbox. At most one stands below each new message, and one below each reply. */
export const signature = z.object({
  id: z.uuid(),
  account: accountId,
  name: z.string().trim().min(1).max(100),
  html: z.string().max(200_000),
  forNew: z.boolean(),
  forReplies: z.boolean(),
  pictures: z.array(signaturePicture).max(10),
});
export type Signature = z.infer<typeof signature>;

/** Bytes of a picture that the signature does not have yet, at most 500 KB, as base64. */
export const newSignaturePicture = signaturePicture.extend({ bytesBase64: z.base64().max(700_000) });
export type NewSignaturePicture = z.infer<typeof newSignaturePicture>;

/** What a default signature is chosen by. */
export const letterPurpose = z.enum(['new', 'reply']);
export type LetterPurpose = z.infer<typeof letterPurpose>;
