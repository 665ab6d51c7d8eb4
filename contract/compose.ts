import { z } from 'zod';
import { structuredError } from './errors.ts';
import { accountId, instant, outboxId } from './ids.ts';
import { categories, importance } from './message.ts';
import { attachmentRow } from './outbox.ts';
import { bytes } from './procedure.ts';

/** What a person has typed so far, as typed: nothing in it needs to be valid before Send. */
export const compositionText = z.strictObject({
  to: z.array(z.string().max(1000)),
  cc: z.array(z.string().max(1000)),
  bcc: z.array(z.string().max(1000)),
  subject: z.string().max(1000),
  html: z.string(),
  importance,
  /** Sent in plain words, which are made of the HTML at Send. */
  asText: z.boolean().optional(),
  replyTo: z.array(z.string().max(1000)).default([]),
  categories: categories.default([]),
  requestReadReceipt: z.boolean().default(false),
  requestDeliveryReceipt: z.boolean().default(false),
});
export type CompositionText = z.infer<typeof compositionText>;

/** What a message is begun with by a link or a command. Plain words: they become paragraphs above its signature. */
export const firstWords = z.strictObject({
  to: z.array(z.string().max(1000)),
  cc: z.array(z.string().max(1000)),
  bcc: z.array(z.string().max(1000)),
  subject: z.string().max(1000),
  text: z.string().max(1_000_000),
});
export type FirstWords = z.infer<typeof firstWords>;

/** A file of a message that is still being written. `file` names it in every call; it never changes. */
export const compositionFile = attachmentRow.extend({
  file: z.int(),
  /** Set on pictures that the text shows as `cid:`. */
  contentId: z.string().nullable(),
  /** Null until the source was looked at again: whether it still is what was attached. */
  source: z.enum(['unchanged', 'changed', 'missing']).nullable(),
});
export type CompositionFile = z.infer<typeof compositionFile>;

export const findingKinds = [
  'noRecipient',
  'badRecipient',
  'tooManyRecipients',
  'internalOnly',
  'gateClosed',
  'tooLarge',
  'overLearntLimit',
  'invalidRecipient',
  'deliveryRestricted',
  'mailboxFull',
  'moderated',
  'automaticReply',
  'outsideMembers',
  'linkForInside',
  'sourceChanged',
  'sourceMissing',
  'forgottenAttachment',
  'orphanImage',
  'unshownPicture',
  'leftOut',
  'unresolvedField',
  'newDomain',
  'emptySubject',
] as const;

/** One thing to say on the check line. A blocking one keeps the message from being sent; the others are said once. */
export const finding = z.object({
  kind: z.enum(findingKinds),
  blocks: z.boolean(),
  message: z.string(),
  /** The field or file it is about. */
  field: z.string().nullable(),
});
export type Finding = z.infer<typeof finding>;

/** Everything that the Write screen shows of one message. */
export const composition = z.object({
  id: outboxId,
  account: accountId,
  /** Counts saves. A save names the one it is based on; an older one is refused with `message_state_conflict`. */
  revision: z.int().nonnegative(),
  text: compositionText,
  files: z.array(compositionFile),
  /** Recipients that the service says are groups, and how many are in each. */
  groups: z.array(z.object({ address: z.string(), members: z.int().positive() })),
  /** Worst first, at most three are worth showing. */
  findings: z.array(finding),
  /** A person stopped its uploads. They stop together: the files of one message go one after another. */
  isPaused: z.boolean(),
  /** Why its uploads ended without being done; null while nothing is wrong, or it is tried again by itself. */
  problem: structuredError.nullable(),
  size: z.object({ encodedBytes: z.int(), limitBytes: z.int(), limitSetBy: z.string() }),
  savedAt: instant,
  /** When the draft in the mailbox was last brought up to date; null while it is only on this computer. */
  savedOnServerAt: instant.nullable(),
});
export type Composition = z.infer<typeof composition>;

export const attachResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('attached'), composition }),
  z.object({ kind: z.literal('refused'), name: z.string(), error: structuredError }),
]);
export type AttachResult = z.infer<typeof attachResult>;

/** A picture that the text shows, for the screen. */
export const compositionPicture = z.object({ contentType: z.string(), bytes });
