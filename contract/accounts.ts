import { z } from 'zod';
import { accountId, instant } from './ids.ts';

export const nationalCloud = z.enum(['global', 'usgov', 'usgov-dod', 'china']);

export const cloud = z.enum([...nationalCloud.options, 'sandbox', 'custom']);
export type Cloud = z.infer<typeof cloud>;

/** Another place to sign in than the settings name: each national cloud keeps app registrations of its own. */
export const otherCloud = z.strictObject({
  cloud: nationalCloud,
  clientId: z.string().regex(/^\S{1,100}$/),
  /** Null: whichever organization the person belongs to. */
  tenant: z
    .string()
    .regex(/^[\w.-]{1,100}$/)
    .nullable(),
});
export type OtherCloud = z.infer<typeof otherCloud>;

/** `signInNeeded`: its work waits, nothing is lost, a new sign-in continues it. */
export const accountState = z.enum(['connected', 'signInNeeded']);
export type AccountState = z.infer<typeof accountState>;

/** Why somebody has to sign in again; absent when it simply ended. */
export const signInReason = z.enum(['consent', 'verification', 'policy']);
export type SignInReason = z.infer<typeof signInReason>;

/**
 * An address that is used through somebody's own sign-in: a shared mailbox, or Send As and Send on Behalf. `untried`
 * is what only use can show: Microsoft 365 tells nobody beforehand who may send as whom.
 */
export const delegation = z.object({
  /** Whose sign-in it is used with. */
  through: accountId,
  /** `theirs`: drafts and sent copies lie in that mailbox. `own`: it may not be opened, they lie in one's own. */
  place: z.enum(['theirs', 'own']),
  maySend: z.enum(['untried', 'yes', 'no']),
  mayAttachLarge: z.enum(['untried', 'yes', 'no']),
  /** When the mailbox was last asked. */
  checkedAt: instant.nullable(),
});
export type Delegation = z.infer<typeof delegation>;

export const accountRow = z.object({
  id: accountId,
  address: z.string(),
  name: z.string().nullable(),
  tenant: z.string(),
  cloud,
  state: accountState,
  scopes: z.array(z.string()),
  signInReason: signInReason.optional(),
  /** The application that was signed in to; absent where it is the configured one. */
  clientId: z.string().optional(),
  /** Present on what is no account of its own; its state and scopes are then those of the account behind it. */
  delegation: delegation.optional(),
});
export type AccountRow = z.infer<typeof accountRow>;
