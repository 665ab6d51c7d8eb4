import type { AuthenticationResult, INetworkModule } from '@azure/msal-node';
import type { AccountRow } from '../../../contract/accounts.ts';
import type { AccountId } from '../../../contract/ids.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { AccountStore } from '../../core/ports/account-store.ts';
import type { TokenResult, TokenSource } from '../../core/ports/token-source.ts';
import type { SealedStore } from '../sqlite/sealed-store.ts';
import { claimsDemandedBy, demandedClaimsName } from './demanded-claims.ts';
import { tokenFault, type TokenFault } from './describe-msal-fault.ts';
import { identityNetwork } from './identity-network.ts';
import { accountIdOf, authorityUrl, createMsalClient } from './msal-client.ts';
import { renewTogether } from './renew-together.ts';
import { removeCache, sealedCachePlugin } from './sealed-cache.ts';
import { createScopedTokens } from './scoped-tokens.ts';
import { requestedScopes, type SignInTarget } from './sign-in-target.ts';
import type { SharedToken, TokenShare } from './token-share.ts';

export interface MsalTokenSourceDeps {
  readonly target: SignInTarget;
  readonly sealed: SealedStore;
  readonly accounts: AccountStore;
  readonly nowMs: () => number;
  readonly network?: INetworkModule;
  /** With other processes of the same installation; null for one on its own. */
  readonly share?: TokenShare | null;
}

export interface MsalTokenSource extends TokenSource {
  /** Wipes the account's sealed tokens and forgets the account. The service itself keeps no session to end. */
  signOut(account: AccountId): Promise<void>;
}

type Hint = NonNullable<Parameters<TokenSource['accessToken']>[1]>;

/** Renewed this long before its end, as MSAL does, but never before half its life. */
const renewAheadMs = 300_000;

/**
 * Access tokens from MSAL and its sealed cache. Per account one acquisition runs at a time and all who ask meanwhile
 * share its result; a token in memory is answered without either.
 */
export function createMsalTokenSource(deps: MsalTokenSourceDeps): MsalTokenSource {
  const network = deps.network ?? identityNetwork();
  const share = deps.share ?? null;
  const known = new Map<AccountId, SharedToken>();
  const running = new Map<AccountId, Promise<TokenResult>>();
  const scoped = createScopedTokens({ nowMs: deps.nowMs, ask: askMsal });

  async function accessToken(account: AccountId, hint: Hint = {}): Promise<TokenResult> {
    const { scopes = [] } = hint;
    if (scopes.length > 0) return scoped.accessToken(account, { ...hint, scopes });
    for (let shared = running.get(account); shared !== undefined; shared = running.get(account)) {
      const result = await shared;
      if (!result.ok || satisfies(known.get(account), hint)) return result;
    }
    const token = known.get(account);
    if (token !== undefined && deps.nowMs() < token.renewAtMs && satisfies(token, hint)) {
      return { ok: true, token: token.token, expiresAtMs: token.expiresAtMs };
    }
    const acquisition = acquire(account, hint).finally(() => running.delete(account));
    running.set(account, acquisition);
    return acquisition;
  }

  async function acquire(account: AccountId, hint: Hint): Promise<TokenResult> {
    // A grant that is gone stays gone until a person signs in: asking again would only trouble the service.
    if (deps.accounts.get(account)?.state !== 'connected') return notSignedIn;
    known.delete(account);
    if (share === null) return renew(account, hint);
    const take = (token: SharedToken): TokenResult | null => takeOver(account, token, hint);
    return renewTogether(share, account, take, () => renew(account, hint));
  }

  /** Null for a token that is about to end, or that the caller cannot use. */
  function takeOver(account: AccountId, shared: SharedToken, hint: Hint): TokenResult | null {
    if (deps.nowMs() >= shared.renewAtMs || !satisfies(shared, hint)) return null;
    known.set(account, shared);
    return { ok: true, token: shared.token, expiresAtMs: shared.expiresAtMs };
  }

  async function renew(account: AccountId, hint: Hint): Promise<TokenResult> {
    try {
      const result = await askMsal(account, hint);
      if (result === null) return await giveUp(account, hint.claims, notSignedIn);
      const token = remember(account, result, hint.claims ?? null);
      await share?.writeAccess(account, token);
      return { ok: true, token: token.token, expiresAtMs: token.expiresAtMs };
    } catch (error) {
      const fault = tokenFault(error);
      // A wrong key is put right by the right key, so the account's state does not change for it.
      const isFinal = fault.kind === 'signInNeeded' && !(error instanceof MailroomError);
      return isFinal ? giveUp(account, hint.claims ?? claimsDemandedBy(error), fault) : fault;
    }
  }

  async function askMsal(account: AccountId, hint: Hint): Promise<AuthenticationResult | null> {
    const client = createMsalClient(deps.target, network, sealedCachePlugin(deps.sealed, account, share));
    const stored = await client.getTokenCache().getAllAccounts();
    const info = stored.find((candidate) => accountIdOf(candidate) === account);
    if (info === undefined) return null;
    const tenant = deps.target.metadata === null ? info.tenantId : deps.target.tenant;
    const scopes = [...mailScopes(deps.accounts.get(account)), ...(hint.scopes ?? [])];
    const request = { account: info, scopes, authority: authorityUrl(deps.target, tenant) };
    if (hint.claims !== undefined) return client.acquireTokenSilent({ ...request, claims: hint.claims });
    const result = await client.acquireTokenSilent(request);
    if (result.accessToken !== hint.refused) return result;
    return client.acquireTokenSilent({ ...request, forceRefresh: true });
  }

  function remember(account: AccountId, result: AuthenticationResult, claims: string | null): SharedToken {
    const nowMs = deps.nowMs();
    const expiresAtMs = result.expiresOn?.getTime() ?? nowMs;
    const renewAtMs = expiresAtMs - Math.min(renewAheadMs, (expiresAtMs - nowMs) / 2);
    const token = { token: result.accessToken, expiresAtMs, renewAtMs, claims };
    known.set(account, token);
    return token;
  }

  async function giveUp(account: AccountId, claims: string | undefined, fault: TokenFault): Promise<TokenFault> {
    if (claims !== undefined) await deps.sealed.write(demandedClaimsName(account), claims);
    const told = fault.kind === 'signInNeeded' ? fault.reason : undefined;
    const reason = told ?? (claims === undefined ? undefined : 'verification');
    deps.accounts.setState(account, 'signInNeeded', deps.nowMs(), reason);
    return fault;
  }

  async function signOut(account: AccountId): Promise<void> {
    while (running.has(account)) await running.get(account);
    known.delete(account);
    scoped.forget(account);
    await removeCache(deps.sealed, account, share);
    deps.sealed.remove(demandedClaimsName(account));
    deps.accounts.remove(account);
  }

  return { accessToken, signOut };
}

/** Only what was granted: asked for more, the service would refuse what it gives. */
function mailScopes(account: AccountRow | null): readonly string[] {
  const granted = (account?.scopes ?? []).map((scope) => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase());
  const mail = requestedScopes.filter((scope) => !scope.includes('.') || granted.includes(scope.toLowerCase()));
  return mail.some((scope) => scope.includes('.')) ? mail : requestedScopes;
}

const notSignedIn: TokenFault = { ok: false, kind: 'signInNeeded', detail: 'not_signed_in' };

/** Good enough for the caller: not the refused one, and asked for with the claims that the refusal demanded. */
function satisfies(token: SharedToken | undefined, { refused, claims }: Hint): boolean {
  return token !== undefined && token.token !== refused && (claims === undefined || token.claims === claims);
}
