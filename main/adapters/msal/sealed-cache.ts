import type { ICachePlugin, TokenCacheContext } from '@azure/msal-node';
import type { AccountId } from '../../../contract/ids.ts';
import type { SealedStore } from '../sqlite/sealed-store.ts';
import type { TokenShare } from './token-share.ts';

/**
 * Each account's tokens are one sealed text of their own. MSAL empties and refills its cache around every access, so
 * two accounts in one cache could erase each other while they wait for the disk; alone, and one at a time, none can.
 */
function sealedCacheName(account: AccountId): string {
  return `msal:${account}`;
}

/** There while what is here is newer than what the other processes could be told. */
function untoldName(account: AccountId): string {
  return `untold:${account}`;
}

export function sealedCachePlugin(sealed: SealedStore, account: AccountId, share: TokenShare | null): ICachePlugin {
  return {
    async beforeCacheAccess(context: TokenCacheContext): Promise<void> {
      const text = await readCache(sealed, account, share);
      if (text !== null) context.tokenCache.deserialize(text);
    },
    async afterCacheAccess(context: TokenCacheContext): Promise<void> {
      if (context.cacheHasChanged) await keepCache(sealed, account, share, context.tokenCache.serialize());
    },
  };
}

/** What another process was given last stands before our own, which its renewal may have ended. */
async function readCache(sealed: SealedStore, account: AccountId, share: TokenShare | null): Promise<string | null> {
  const name = sealedCacheName(account);
  const own = await sealed.read(name);
  if (share === null || (await sealed.read(untoldName(account))) !== null) return own;
  const shared = await share.readGrant(account);
  if (shared === null || shared === own) return own;
  await sealed.write(name, shared);
  return shared;
}

export async function keepCache(
  sealed: SealedStore,
  account: AccountId,
  share: TokenShare | null,
  text: string,
): Promise<void> {
  await sealed.write(sealedCacheName(account), text);
  if (share === null) return;
  if (await share.writeGrant(account, text)) sealed.remove(untoldName(account));
  else await sealed.write(untoldName(account), 'untold');
}

export async function removeCache(sealed: SealedStore, account: AccountId, share: TokenShare | null): Promise<void> {
  sealed.remove(sealedCacheName(account));
  sealed.remove(untoldName(account));
  await share?.remove(account);
}
