import type { AccountId } from '../../../contract/ids.ts';

export type TokenResult =
  | { readonly ok: true; readonly token: string; readonly expiresAtMs: number | null }
  /** Only a person can help: the refresh token is gone, revoked, or a claims challenge needs them. */
  | { readonly ok: false; readonly kind: 'signInNeeded'; readonly detail: string }
  /** The identity service could not be reached or answered nonsense; try again later. */
  | { readonly ok: false; readonly kind: 'unavailable'; readonly detail: string };

export interface TokenSource {
  /** `refuse` is the token that the service just answered 401 to; `claims` the challenge that came with it, as JSON. */
  accessToken(account: AccountId, hint?: { refused?: string; claims?: string }): Promise<TokenResult>;
}
