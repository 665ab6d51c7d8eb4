import type { AccountId } from '../../../contract/ids.ts';

/** An access token as one process passes it on to the others. */
export interface SharedToken {
  readonly token: string;
  readonly expiresAtMs: number;
  /** From then on a new one is asked for. */
  readonly renewAtMs: number;
  /** The claims it was asked for with. */
  readonly claims: string | null;
}

/** A turn to renew. It ends by itself when its holder dies. */
export type RenewalTurn =
  | { readonly kind: 'ours'; readonly release: () => Promise<void> }
  | { readonly kind: 'theirs' }
  /** Nobody can be asked: everybody is on their own. */
  | { readonly kind: 'away' };

/** What several processes of one server installation know together of a sign-in (row MP7). Never rejects. */
export interface TokenShare {
  /** Null when there is none, or nobody can be asked. */
  readAccess(account: AccountId): Promise<SharedToken | null>;
  writeAccess(account: AccountId, token: SharedToken): Promise<void>;
  /** The refresh token with what MSAL keeps beside it, as MSAL writes it. */
  readGrant(account: AccountId): Promise<string | null>;
  /** False when it did not arrive. */
  writeGrant(account: AccountId, cache: string): Promise<boolean>;
  takeTurn(account: AccountId): Promise<RenewalTurn>;
  /** Nobody uses this sign-in any more. */
  remove(account: AccountId): Promise<void>;
}
