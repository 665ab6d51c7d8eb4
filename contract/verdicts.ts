import { z } from 'zod';
import { instant, outboxId } from './ids.ts';

/** What came back about one recipient. Silence is none of them: most mail systems say nothing when all is well. */
export const verdictKinds = ['delayed', 'passedOn', 'delivered', 'deletedUnread', 'read', 'bounced'] as const;
export const verdictKind = z.enum(verdictKinds);
export type VerdictKind = z.infer<typeof verdictKind>;

export const recipientVerdict = z.object({
  address: z.string(),
  kind: verdictKind,
  /** The enhanced status code of RFC 3463, as `5.1.10`; null where the report gave none. */
  code: z.string().nullable(),
  /** Plain words that complete "Bounced: …"; null for receipts. */
  reason: z.string().nullable(),
  /** The other mail system's own words, as a stranger wrote them. */
  said: z.string().nullable(),
  at: instant,
  /** False for somebody behind a group or a forward, whom the message does not name. */
  isAddressee: z.boolean(),
  /** How a person dealt with the bounce; null while nobody has, and for whatever is no bounce. */
  settled: z.enum(['dismissed', 'resent']).nullable(),
  /** The message that was made of it by "Edit and resend". */
  resentAs: outboxId.nullable(),
});
export type RecipientVerdict = z.infer<typeof recipientVerdict>;
