import type { SignInReason } from '../../../contract/accounts.ts';
import type { AccountId } from '../../../contract/ids.ts';

export type TokenResult =
  | { readonly ok: true; readonly token: string; readonly expiresAtMs: number | null }
  /** Only a person can help: the refresh token is gone, revoked, or a claims challenge needs them. */
  | { readonly ok: false; readonly kind: 'signInNeeded'; readonly detail: string; readonly reason?: SignInReason }
  /** The account is signed in and has not granted the scopes that were asked for beside those of mail. */
  | { readonly ok: false; readonly kind: 'consentNeeded'; readonly detail: string }
  /** The identity service could not be reached or answered nonsense; try again later. */
  | { readonly ok: false; readonly kind: 'unavailable'; readonly detail: string };

export interface TokenHint {
  readonly refused?: string;
  readonly claims?: string;
  readonly scopes?: readonly string[];
}

export interface TokenSource {
  /**
   * `refuse` is the token that the service just answered 401 to; `claims` the challenge that came with it, as JSON;
   * `scopes` what the request takes beside the permissions for mail.
   */
  accessToken(account: AccountId, hint?: TokenHint): Promise<TokenResult>;
}
