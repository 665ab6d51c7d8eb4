import { z } from 'zod';
import { flagOrigin } from './flags.ts';
import { instant } from './ids.ts';

/** A recipient as a token: read from what was typed or pasted, or suggested. */
export const recipientToken = z.object({
  text: z.string(),
  name: z.string().nullable(),
  address: z.string().nullable(),
  kind: z.enum(['internal', 'outside', 'blocked', 'unreadable']),
  /** Why it will not become a recipient. */
  reason: z.string().nullable(),
  /** What blocks it, and who set that. */
  rule: z.object({ setting: z.string(), origin: flagOrigin }).nullable(),
  /** Outside, and this mailbox never wrote to that domain. */
  isNewDomain: z.boolean(),
});
export type RecipientToken = z.infer<typeof recipientToken>;

/** Somebody the mailbox wrote to or had mail from, with what the rank follows from: docs/recipients.md. */
export const recipientSuggestion = z.object({
  token: recipientToken,
  sent: z.int().nonnegative(),
  received: z.int().nonnegative(),
  lastSentAt: instant.nullable(),
  lastReceivedAt: instant.nullable(),
  /** Uses, each halved once for every 30 days since; one received counts a quarter. */
  score: z.number().nonnegative(),
});
export type RecipientSuggestion = z.infer<typeof recipientSuggestion>;

/** A group of the directory with everybody in it, groups within it included. */
export const recipientGroup = z.object({
  name: z.string(),
  members: z.array(recipientToken),
  /** Members that have no address, or whose address this sign-in may not read. */
  withoutAddress: z.int().nonnegative(),
});
export type RecipientGroup = z.infer<typeof recipientGroup>;
