import { expect, test } from 'vitest';
import { graphAddressOf } from '../../../main/adapters/graph/graph-address.ts';
import { createMsalClient } from '../../../main/adapters/msal/msal-client.ts';
import type { AccountRow } from '../../../contract/accounts.ts';
import { accountId } from '../../../contract/ids.ts';
import { clouds, type NationalCloud } from '../../../main/adapters/msal/clouds.ts';
import {
  nationalCloudOf,
  resolveSignInTarget,
  type SignInSettings,
  type SignInTarget,
  targetElsewhere,
  targetOf,
} from '../../../main/adapters/msal/sign-in-target.ts';
import { startIdentity } from '../../helpers/start-identity.ts';

const settings: SignInSettings = { cloud: 'global', clientId: 'an-app', tenantId: 'organizations', authority: null };

test.each([
  ['global', 'https://login.microsoftonline.com', 'https://login.microsoftonline.com'],
  ['usgov', 'https://login.microsoftonline.us', 'https://login.microsoftonline.us'],
  ['usgov-dod', 'https://login.microsoftonline.us', 'https://login.microsoftonline.us'],
  // MSAL knows the newer name of the same service.
  ['china', 'https://login.chinacloudapi.cn', 'https://login.partner.microsoftonline.cn'],
] as const)(
  'SM14: MS_CLOUD=%s signs in at its own host, and MSAL accepts it without asking anyone',
  async (cloud, host, asked) => {
    const target = await resolveSignInTarget({ ...settings, cloud, tenantId: 'tenant' });
    expect(target).toMatchObject({ cloud, authorityHost: host, tenant: 'tenant', metadata: null });
    const url = await createMsalClient(target, noNetwork).getAuthCodeUrl({
      scopes: [],
      redirectUri: 'http://localhost:1',
    });
    expect(url.startsWith(`${asked}/tenant/oauth2/v2.0/authorize?`)).toBe(true);
  },
);

test('MP8: an account signs in to another cloud with the application that is registered there, but not beside a sandbox', async () => {
  const china = { cloud: 'china', clientId: 'another-app', tenant: null } as const;
  const configured = await resolveSignInTarget(settings);
  expect(targetElsewhere(configured, china)).toEqual({
    cloud: 'china',
    clientId: 'another-app',
    authorityHost: 'https://login.chinacloudapi.cn',
    tenant: 'organizations',
    metadata: null,
  });
  expect(() => targetElsewhere({ ...configured, cloud: 'sandbox' }, china)).toThrow('belongs to no national cloud');
});

test('MS_AUTHORITY names another authority and its tenant', async () => {
  const own = await resolveSignInTarget({ ...settings, authority: 'https://sign-in.example/tenant' });
  expect(own).toMatchObject({ cloud: 'custom', authorityHost: 'https://sign-in.example', tenant: 'tenant' });
  const china = await resolveSignInTarget({ ...settings, authority: 'https://login.chinacloudapi.cn' });
  expect(china).toMatchObject({ cloud: 'china', tenant: 'organizations' });
});

test('a service on this machine describes itself; its authority stays the same on every port', async () => {
  const service = await startIdentity();
  const other = await startIdentity();
  const [first, second] = [await findLocal(service.origin), await findLocal(other.origin)];
  expect(first).toMatchObject({ cloud: 'sandbox', authorityHost: 'https://sandbox.invalid', tenant: 'organizations' });
  expect({ ...second, metadata: '' }).toEqual({ ...first, metadata: '' });
  expect(second.metadata).toContain(other.origin);
});

test.each([
  ['nothing readable', { status: 200, body: '<html>' }],
  ['an incomplete description', { status: 200, body: '{"issuer":"https://x.example"}' }],
  [
    'endpoints elsewhere',
    {
      status: 200,
      body: JSON.stringify({
        issuer: 'https://x.example',
        authorization_endpoint: 'https://evil.example/a',
        token_endpoint: 'https://evil.example/t',
        jwks_uri: 'https://evil.example/k',
      }),
    },
  ],
] as const)('refuses a service on this machine that answers %s', async (_, fault) => {
  const service = await startIdentity();
  service.answerWith(fault);
  const work = resolveSignInTarget({ ...settings, authority: `${service.origin}/organizations` });
  await expect(work).rejects.toMatchObject({ code: 'provider_unavailable', structured: { field: 'MS_AUTHORITY' } });
});

test('says what is missing when no application is configured', async () => {
  await expect(resolveSignInTarget({ ...settings, clientId: null })).rejects.toMatchObject({
    code: 'config_invalid',
    structured: { field: 'MS_CLIENT_ID' },
  });
});

const noNetwork = {
  sendGetRequestAsync: () => Promise.reject(new Error('asked the network')),
  sendPostRequestAsync: () => Promise.reject(new Error('asked the network')),
};

function findLocal(origin: string): Promise<SignInTarget> {
  return resolveSignInTarget({ ...settings, clientId: null, authority: `${origin}/organizations` });
}

const names = Object.keys(clouds) as NationalCloud[];

function accountIn(cloud: AccountRow['cloud'], clientId?: string): AccountRow {
  const row = { id: accountId.parse('tenant-a:u'), address: 'u@tenant.example', name: null, tenant: 'tenant-a' };
  return { ...row, cloud, state: 'connected', scopes: [], ...(clientId === undefined ? {} : { clientId }) };
}

test.each(names.flatMap((theirs) => names.map((configured) => [theirs, configured] as const)))(
  'MP8 SM14: an account of %s asks its own cloud alone while MS_CLOUD is %s',
  async (theirs, configured) => {
    const target = await resolveSignInTarget({ ...settings, cloud: configured });
    const account = accountIn(theirs, 'their-app');
    expect(targetOf(account, target)).toMatchObject({
      cloud: theirs,
      clientId: 'their-app',
      authorityHost: clouds[theirs].signIn,
    });
    const { baseUrl, uploadHosts } = graphAddressOf(nationalCloudOf(account) ?? configured, null);
    expect(baseUrl).toBe(`${clouds[theirs].graph}/v1.0`);
    const others = names.filter((name) => name !== theirs).flatMap((name) => graphAddressOf(name, null).uploadHosts);
    expect(uploadHosts.filter((host) => others.includes(host))).toEqual([]);
  },
);

test('MP8: an account of an earlier version, and one of the sandbox, stay with what the settings say', async () => {
  const target = await resolveSignInTarget(settings);
  expect(targetOf(accountIn('global'), target)).toEqual(target);
  expect(targetOf(accountIn('sandbox', 'x'), target)).toEqual(target);
  expect(targetOf(null, target)).toEqual(target);
});
