import type { AuthenticationResult } from '@azure/msal-node';
import type { AccountId } from '../../../contract/ids.ts';
import type { TokenResult } from '../../core/ports/token-source.ts';
import { tokenFault } from './describe-msal-fault.ts';

interface ScopedHint {
  readonly scopes: readonly string[];
  readonly refused?: string;
  readonly claims?: string;
}

interface Kept {
  readonly token: string;
  readonly expiresAtMs: number;
}

/** Renewed this long before its end. */
const renewAheadMs = 300_000;
const notConsented = { ok: false, kind: 'consentNeeded', detail: 'not_granted' } as const;

/**
 * Tokens with more permissions than mail needs, acquired only when they are first used and kept apart: whatever happens
 * to them, mail goes on. `ask` answers null for an account that is not signed in.
 */
export function createScopedTokens(parts: {
  readonly nowMs: () => number;
  readonly ask: (account: AccountId, hint: ScopedHint) => Promise<AuthenticationResult | null>;
}) {
  const kept = new Map<string, Kept>();

  return {
    async accessToken(account: AccountId, hint: ScopedHint): Promise<TokenResult> {
      const key = `${account} ${hint.scopes.join(' ')}`;
      const known = kept.get(key);
      const isGood = known !== undefined && known.token !== hint.refused && hint.claims === undefined;
      if (isGood && parts.nowMs() < known.expiresAtMs - renewAheadMs) return { ok: true, ...known };
      try {
        const result = await parts.ask(account, hint);
        if (result === null) return { ok: false, kind: 'signInNeeded', detail: 'not_signed_in' };
        if (!grants(result, hint.scopes)) return notConsented;
        const token = { token: result.accessToken, expiresAtMs: result.expiresOn?.getTime() ?? parts.nowMs() };
        kept.set(key, token);
        return { ok: true, ...token };
      } catch (error) {
        const fault = tokenFault(error);
        // The sign-in itself may be fine: what it ended for, requests for mail find out by themselves.
        return fault.kind === 'signInNeeded' ? { ...notConsented, detail: fault.detail } : fault;
      }
    },

    forget(account: AccountId): void {
      for (const key of kept.keys()) if (key.startsWith(`${account} `)) kept.delete(key);
    },
  };
}

/** The service may grant less than was asked for, and names scopes with or without its own address before them. */
function grants(result: AuthenticationResult, scopes: readonly string[]): boolean {
  const granted = new Set(result.scopes.map((scope) => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase()));
  return scopes.every((scope) => granted.has(scope.toLowerCase()));
}
