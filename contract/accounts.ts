import { z } from 'zod';
import { accountId } from './ids.ts';

export const cloud = z.enum(['global', 'usgov', 'usgov-dod', 'china', 'sandbox', 'custom']);
export type Cloud = z.infer<typeof cloud>;

/** `signInNeeded`: its work waits, nothing is lost, a new sign-in continues it. */
export const accountState = z.enum(['connected', 'signInNeeded']);
export type AccountState = z.infer<typeof accountState>;

export const accountRow = z.object({
  id: accountId,
  address: z.string(),
  name: z.string().nullable(),
  tenant: z.string(),
  cloud,
  state: accountState,
  scopes: z.array(z.string()),
});
export type AccountRow = z.infer<typeof accountRow>;
