import { join } from 'node:path';
import type { AccountRow, OtherCloud } from '../../contract/accounts.ts';
import { type AccountId, accountId } from '../../contract/ids.ts';
import { type GraphAddress, graphAddressOf } from '../adapters/graph/graph-address.ts';
import { createMsalSignIn, type MsalSignIn } from '../adapters/msal/msal-sign-in.ts';
import { createMsalTokenSource, type MsalTokenSource } from '../adapters/msal/msal-token-source.ts';
import type { TokenShare } from '../adapters/msal/token-share.ts';
import { nationalCloudOf, resolveSignInTarget, targetElsewhere, targetOf } from '../adapters/msal/sign-in-target.ts';
import { isSandboxAt } from '../adapters/sandbox/sandbox-control.ts';
import { staticTokenSource } from '../adapters/msal/static-token-source.ts';
import type { SealedStore } from '../adapters/sqlite/sealed-store.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { isLoopbackAddress } from '../core/policy/setting-kinds.ts';
import type { AccountStore } from '../core/ports/account-store.ts';
import type { JobStore } from '../core/ports/job-store.ts';
import type { Clock } from '../core/ports/time.ts';
import type { TokenSource } from '../core/ports/token-source.ts';
import type { Host, LocalTenant } from './host.ts';
import type { LoadedSettings } from './load-settings.ts';

/** Who signs people in and where their mailboxes are: a real tenant, one on this machine, or a fixed token. */
export interface Tenancy {
  readonly kind: 'entra' | 'sandbox' | 'static';
  readonly tokens: TokenSource;
  /** Whether this account is one of its own: another's mail is never sent with a token that is not theirs. */
  owns(account: AccountRow): boolean;
  addressOf(account: AccountId): Promise<GraphAddress>;
  /** Null: where the settings say. Another national cloud is refused where the tenant is one on this machine. */
  signIn(elsewhere: OtherCloud | null): Promise<MsalSignIn>;
  signOut(account: AccountId): Promise<void>;
  /** Where a sandbox tenant takes orders from staff; null for every other tenant. Always on this machine. */
  controlOrigin(): Promise<string | null>;
  stop(): Promise<void>;
}

interface TenancyParts {
  readonly host: Host;
  readonly loaded: LoadedSettings;
  readonly accounts: AccountStore;
  readonly jobs: Pick<JobStore, 'wakeAll'>;
  readonly sealed: SealedStore;
  /** Null for an engine on its own. */
  readonly share: TokenShare | null;
  readonly clock: Clock;
}

/** The static account stands for whoever owns the token; `learnAddress` asks the server for its address. */
export const UNKNOWN_ADDRESS = 'me';

/** MS_ACCESS_TOKEN stands for one account, whichever server it is for. */
const STATIC_ACCOUNT = accountId.parse('static:token');
const notItsOwn = { ok: false, kind: 'signInNeeded', detail: 'MS_ACCESS_TOKEN is of another account' } as const;

export function createTenancy(parts: TenancyParts): Tenancy {
  const { settings } = parts.loaded;
  return settings.accessToken === null ? signedInTenancy(parts) : staticTenancy(parts, settings.accessToken);
}

function staticTenancy({ loaded, accounts, jobs, clock }: TenancyParts, token: string): Tenancy {
  const { graphBaseUrl, cloud } = loaded.settings;
  const tokens = staticTokenSource(token, graphBaseUrl);
  const address = graphAddressOf(cloud, graphBaseUrl);
  const account = staticAccount(address);
  // Another server may be another person's: their address is asked again.
  if (accounts.get(account.id)?.tenant !== account.tenant) accounts.upsert(account, clock.nowMs());
  accounts.setState(account.id, 'connected', clock.nowMs());
  // A start with a token is a sign-in: what waited for one is tried with it.
  jobs.wakeAll(account.id, 'signIn', clock.nowMs());
  return {
    kind: 'static',
    tokens: {
      accessToken: (asked, hint) =>
        asked === account.id ? tokens.accessToken(asked, hint) : Promise.resolve(notItsOwn),
    },
    owns: (row) => ownerOf(row) === account.id,
    addressOf: () => Promise.resolve(address),
    signIn: () => Promise.reject(noSignIn()),
    signOut: () => Promise.reject(noSignIn()),
    async controlOrigin() {
      const { origin } = new URL(address.baseUrl);
      return isLoopbackAddress(origin) && (await isSandboxAt(origin)) ? origin : null;
    },
    stop: () => Promise.resolve(),
  };
}

/** What is used through an account belongs with it. */
function ownerOf({ id, delegation }: AccountRow): AccountId {
  return delegation?.through ?? id;
}

function staticAccount(address: GraphAddress): AccountRow {
  return {
    id: STATIC_ACCOUNT,
    address: UNKNOWN_ADDRESS,
    name: null,
    tenant: new URL(address.baseUrl).host,
    cloud: 'custom',
    state: 'connected',
    scopes: ['Mail.ReadWrite', 'Mail.Send', 'User.Read'],
  };
}

function signedInTenancy({ host, loaded, accounts, sealed, share, clock }: TenancyParts): Tenancy {
  const { settings, dataDir } = loaded;
  const isSandbox = settings.clientId === null && settings.authority === null;
  const openTenant = once(() => host.startSandbox(join(dataDir, 'sandbox')));
  const localTenant = (): Promise<LocalTenant | null> => (isSandbox ? openTenant.get() : Promise.resolve(null));

  const target = once(async () => {
    const tenant = await localTenant();
    return resolveSignInTarget({ ...settings, authority: tenant?.authority ?? settings.authority });
  });
  const sources = new Map<string, MsalTokenSource>();

  /** Each account is asked for where it signed in: a token never meets another cloud, nor another application. */
  async function tokensOf(account: AccountId): Promise<MsalTokenSource> {
    const at = targetOf(accounts.get(account), await target.get());
    const name = `${at.cloud} ${at.authorityHost} ${at.clientId}`;
    const known = sources.get(name);
    if (known !== undefined) return known;
    const source = createMsalTokenSource({ target: at, sealed, share, accounts, nowMs: () => clock.nowMs() });
    sources.set(name, source);
    return source;
  }

  return {
    kind: isSandbox ? 'sandbox' : 'entra',
    owns: (row) => ownerOf(row) !== STATIC_ACCOUNT,
    tokens: {
      async accessToken(account, hint) {
        try {
          return await (await tokensOf(account)).accessToken(account, hint);
        } catch (error) {
          if (!(error instanceof MailroomError) || !error.structured.retriable) throw error;
          return { ok: false, kind: 'unavailable', detail: error.code };
        }
      },
    },
    async addressOf(account) {
      const elsewhere = nationalCloudOf(accounts.get(account));
      if (elsewhere !== null && elsewhere !== settings.cloud) return graphAddressOf(elsewhere, null);
      return graphAddressOf(settings.cloud, (await localTenant())?.graphBaseUrl ?? settings.graphBaseUrl);
    },
    async signIn(elsewhere) {
      const configured = await target.get();
      const chosen = elsewhere === null ? configured : targetElsewhere(configured, elsewhere);
      return createMsalSignIn({ target: chosen, sealed, share, accounts, clock });
    },
    signOut: async (account) => (await tokensOf(account)).signOut(account),
    async controlOrigin() {
      const tenant = await localTenant();
      if (tenant !== null) return new URL(tenant.graphBaseUrl).origin;
      const { authority } = settings;
      if (authority === null || !isLoopbackAddress(authority)) return null;
      return (await target.get()).cloud === 'sandbox' ? new URL(authority).origin : null;
    },
    stop: async () => (await openTenant.opened())?.stop(),
  };
}

function noSignIn(): MailroomError {
  return new MailroomError('usage_error', {
    message: 'MS_ACCESS_TOKEN stands for the sign-in, so there is nothing to sign in to or out of.',
    remediation: 'Unset MS_ACCESS_TOKEN to sign in.',
    field: 'MS_ACCESS_TOKEN',
  });
}

/** Opens at first use; a failure is not kept, so the next use tries again. */
function once<T>(open: () => Promise<T>): { get(): Promise<T>; opened(): Promise<T | null> } {
  let opening: Promise<T> | null = null;
  return {
    get() {
      opening ??= open().catch((error: unknown) => {
        opening = null;
        throw error;
      });
      return opening;
    },
    opened: () => opening ?? Promise.resolve(null),
  };
}
