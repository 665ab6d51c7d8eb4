import { z } from 'zod';

const attachment = z
  .strictObject({
    kind: z.enum(['file', 'item', 'reference']).default('file'),
    name: z.string(),
    /** An item is a message unless this says `text/vcard` or `text/calendar`. */
    contentType: z.string().optional(),
    contentId: z.string().nullable().default(null),
    isInline: z.boolean().default(false),
    contentBytes: z.base64().optional(),
    /** Instead of bytes: so many that are computed from the seed. */
    sizeBytes: z.int().min(0).optional(),
    seed: z.string().optional(),
  })
  .refine((given) => given.contentBytes === undefined || given.sizeBytes === undefined, {
    message: 'Either contentBytes or sizeBytes may be given.',
  });
export type InboundAttachment = z.output<typeof attachment>;

const sender = z.strictObject({ address: z.string(), name: z.string().default('') });
const range = z.strictObject({ min: z.int().min(0), max: z.int().min(0) }).refine(({ min, max }) => min <= max);

/** A mail from outside. With a count it comes so many times; `{n}` in subject, text and names counts from 1. */
export const inboundMail = z.strictObject({
  to: z.string(),
  from: sender,
  subject: z.string(),
  text: z.string().optional(),
  html: z.string().optional(),
  receivedAt: z.iso.datetime().optional(),
  folder: z.string().default('inbox'),
  count: z.int().min(1).max(10_000).default(1),
  attachments: z.array(attachment).default([]),
});
export type InboundMail = z.output<typeof inboundMail>;
/** Before the defaults are filled in. */
export type InboundMailInput = z.input<typeof inboundMail>;

/** Many mails at once, all of them computed from the seed. */
export const generatedMail = z.strictObject({
  to: z.string(),
  count: z.int().min(1).max(200_000),
  seed: z.string().default('seed'),
  folder: z.string().default('inbox'),
  from: sender.default({ address: 'archive@sandbox.example', name: 'Sandbox Archive' }),
  attachments: range.default({ min: 1, max: 3 }),
  sizeBytes: range.default({ min: 200, max: 20_000 }),
  /** When the last one arrives; each one before it `stepMs` earlier. */
  receivedAt: z.iso.datetime().optional(),
  stepMs: z.int().min(0).default(1000),
});
export type GeneratedMail = z.output<typeof generatedMail>;
