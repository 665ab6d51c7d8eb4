import { z } from 'zod';
import type { AccountRow, Cloud, OtherCloud } from '../../../contract/accounts.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import { isLoopbackAddress } from '../../core/policy/setting-kinds.ts';
import { clouds, type NationalCloud } from './clouds.ts';

/** What Mailroom asks of a mailbox; docs/entra-setup.md says why each. */
export const requestedScopes = ['Mail.ReadWrite', 'Mail.Send', 'User.Read', 'offline_access', 'openid', 'profile'];

/** The sandbox tenant's host. It never resolves: it only names the issuer, so a sign-in survives a change of port. */
const sandboxHost = 'sandbox.invalid';
const sandboxClientId = '5a4db0c5-c11e-4000-8000-000000000000';

/** Where and as which application people sign in. */
export interface SignInTarget {
  readonly cloud: Cloud;
  readonly clientId: string;
  /** Scheme and host of the authority, always https. */
  readonly authorityHost: string;
  readonly tenant: string;
  /** The discovery document, JSON, when the service is not Microsoft's own; null lets MSAL know or look it up. */
  readonly metadata: string | null;
}

export interface SignInSettings {
  readonly cloud: NationalCloud;
  readonly clientId: string | null;
  readonly tenantId: string;
  /** MS_AUTHORITY: another authority, tenant included. Plain http reaches a service on this machine. */
  readonly authority: string | null;
}

/** Decides the target. Only a service on this machine is asked for its addresses, with one request. */
export async function resolveSignInTarget(settings: SignInSettings): Promise<SignInTarget> {
  const { authority } = settings;
  if (authority !== null && isLoopbackAddress(authority)) return readLoopbackTarget(authority, settings.clientId);
  const clientId = settings.clientId ?? refuseMissingClientId();
  if (authority === null) {
    const { cloud, tenantId } = settings;
    return { cloud, clientId, authorityHost: clouds[cloud].signIn, tenant: tenantId, metadata: null };
  }
  const url = new URL(authority);
  const tenant = url.pathname.split('/')[1] ?? '';
  return {
    cloud: cloudOf(url.origin, settings.cloud),
    clientId,
    authorityHost: url.origin,
    tenant: tenant === '' ? settings.tenantId : tenant,
    metadata: null,
  };
}

/** The national cloud that an account belongs to; null for the sandbox, and for what the settings name otherwise. */
export function nationalCloudOf(account: AccountRow | null): NationalCloud | null {
  return account !== null && isNational(account.cloud) ? account.cloud : null;
}

function isNational(cloud: Cloud): cloud is NationalCloud {
  return Object.hasOwn(clouds, cloud);
}

/** Where an account signed in, which need not be where the settings now say that people do. */
export function targetOf(account: AccountRow | null, configured: SignInTarget): SignInTarget {
  const cloud = nationalCloudOf(account);
  if (account === null || cloud === null) return configured;
  const clientId = account.clientId ?? configured.clientId;
  if (cloud === configured.cloud) return { ...configured, clientId };
  return { cloud, clientId, authorityHost: clouds[cloud].signIn, tenant: account.tenant, metadata: null };
}

const discovery = z.looseObject({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
});

/** Another national cloud than the settings name. A service on this machine, or one of its own, is none of them. */
export function targetElsewhere(configured: SignInTarget, { cloud, clientId, tenant }: OtherCloud): SignInTarget {
  if (!isNational(configured.cloud)) {
    throw new MailroomError('usage_error', {
      message:
        'Mailroom signs in to a tenant of its own here, which belongs to no national cloud. Nothing was changed.',
      remediation: 'Connect a Microsoft 365 tenant first; docs/entra-setup.md shows how.',
      field: 'cloud',
    });
  }
  return { cloud, clientId, authorityHost: clouds[cloud].signIn, tenant: tenant ?? 'organizations', metadata: null };
}

/**
 * MSAL refuses an authority without TLS, but not one whose known endpoints are plain http. The issuer's https name
 * stands for the authority; the endpoints must be on this machine.
 */
async function readLoopbackTarget(authority: string, clientId: string | null): Promise<SignInTarget> {
  const document = discovery.safeParse(await fetchDiscovery(authority));
  const endpoints = document.success ? [document.data.authorization_endpoint, document.data.token_endpoint] : [];
  if (!document.success || !endpoints.every(isLoopbackAddress)) throw unreadable();
  const issuer = new URL(document.data.issuer);
  const isSandbox = issuer.host === sandboxHost;
  return {
    cloud: isSandbox ? 'sandbox' : 'custom',
    clientId: clientId ?? (isSandbox ? sandboxClientId : refuseMissingClientId()),
    authorityHost: `https://${issuer.host}`,
    tenant: new URL(authority).pathname.split('/')[1] ?? 'organizations',
    metadata: JSON.stringify(document.data),
  };
}

async function fetchDiscovery(authority: string): Promise<unknown> {
  const url = `${authority.replace(/\/+$/, '')}/v2.0/.well-known/openid-configuration`;
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
    return await response.json();
  } catch {
    return null;
  }
}

function unreadable(): MailroomError {
  return new MailroomError('provider_unavailable', {
    message: 'The sign-in service that MS_AUTHORITY names on this machine did not describe itself.',
    remediation:
      'Start it, and check that MS_AUTHORITY ends in the tenant, such as http://127.0.0.1:8080/organizations.',
    field: 'MS_AUTHORITY',
    retriable: true,
  });
}

function refuseMissingClientId(): never {
  throw new MailroomError('config_invalid', {
    message: 'MS_CLIENT_ID is not set, so there is no application to sign in to.',
    remediation:
      'Set it to the application (client) id of your app registration; docs/entra-setup.md shows how to make one.',
    field: 'MS_CLIENT_ID',
  });
}

function cloudOf(origin: string, configured: NationalCloud): Cloud {
  if (clouds[configured].signIn === origin) return configured;
  const known = (Object.keys(clouds) as NationalCloud[]).find((name) => clouds[name].signIn === origin);
  return known ?? 'custom';
}
