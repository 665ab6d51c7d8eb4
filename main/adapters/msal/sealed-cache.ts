import type { ICachePlugin, TokenCacheContext } from '@azure/msal-node';
import type { AccountId } from '../../../contract/ids.ts';
import type { SealedStore } from '../sqlite/sealed-store.ts';

/**
 * Each account's tokens are one sealed text of their own. MSAL empties and refills its cache around every access, so
 * two accounts in one cache could erase each other while they wait for the disk; alone, and one at a time, none can.
 */
export function sealedCacheName(account: AccountId): string {
  return `msal:${account}`;
}

export function sealedCachePlugin(sealed: SealedStore, account: AccountId): ICachePlugin {
  const name = sealedCacheName(account);
  return {
    async beforeCacheAccess(context: TokenCacheContext): Promise<void> {
      const text = await sealed.read(name);
      if (text !== null) context.tokenCache.deserialize(text);
    },
    async afterCacheAccess(context: TokenCacheContext): Promise<void> {
      if (context.cacheHasChanged) await sealed.write(name, context.tokenCache.serialize());
    },
  };
}
