import { InteractionRequiredAuthError } from '@azure/msal-node';
import type { AccountId } from '../../../contract/ids.ts';
import type { AccountStore } from '../../core/ports/account-store.ts';
import type { SealedStore } from '../sqlite/sealed-store.ts';

/**
 * The claims challenge that only a person can meet, kept until they signed in: without it in the request, the sign-in
 * would succeed and the mail service would refuse its token again.
 */
export function demandedClaimsName(account: AccountId): string {
  return `claims:${account}`;
}

/** What a sign-in with this hint must carry: the challenge of the account it is for, JSON, or null. */
export async function readDemandedClaims(
  sealed: SealedStore,
  accounts: AccountStore,
  loginHint: string | null,
): Promise<string | null> {
  const [waiting, ...others] = accounts.list().filter(({ state }) => state === 'signInNeeded');
  const only = others.length === 0 ? waiting : undefined;
  const account = loginHint === null ? only : accounts.findByAddress(loginHint);
  return account ? sealed.read(demandedClaimsName(account.id)) : null;
}

/** A refresh may be refused with the challenge, before any request met it. */
export function claimsDemandedBy(error: unknown): string | undefined {
  return error instanceof InteractionRequiredAuthError && error.claims !== '' ? error.claims : undefined;
}
