import {
  LogLevel,
  PublicClientApplication,
  type AccountInfo,
  type ICachePlugin,
  type INetworkModule,
} from '@azure/msal-node';
import { accountId, type AccountId } from '../../../contract/ids.ts';
import type { SignInTarget } from './sign-in-target.ts';

/** A client with a cache of its own: without a plugin for a new sign-in, with one for a stored account. */
export function createMsalClient(
  target: SignInTarget,
  network: INetworkModule,
  cachePlugin?: ICachePlugin,
): PublicClientApplication {
  const { host } = new URL(target.authorityHost);
  return new PublicClientApplication({
    auth: {
      clientId: target.clientId,
      authority: authorityUrl(target, target.tenant),
      // Says that we understand claims challenges; without it the service never revokes a token early.
      clientCapabilities: ['CP1'],
      ...(target.cloud === 'sandbox' || target.cloud === 'custom' ? { knownAuthorities: [host] } : {}),
      ...(target.metadata === null ? {} : { authorityMetadata: target.metadata }),
    },
    ...(cachePlugin === undefined ? {} : { cache: { cachePlugin } }),
    system: {
      networkClient: network,
      loggerOptions: { logLevel: LogLevel.Error, piiLoggingEnabled: false, loggerCallback: () => undefined },
    },
  });
}

export function authorityUrl(target: SignInTarget, tenant: string): string {
  return `${target.authorityHost}/${tenant}`;
}

/** The id of the mailbox's owner in the tenant that was signed in to. */
export function accountIdOf(account: AccountInfo): AccountId {
  return accountId.parse(`${account.tenantId}:${account.localAccountId}`);
}
