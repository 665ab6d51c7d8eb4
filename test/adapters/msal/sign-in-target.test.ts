import { expect, test } from 'vitest';
import { createMsalClient } from '../../../main/adapters/msal/msal-client.ts';
import {
  resolveSignInTarget,
  type SignInSettings,
  type SignInTarget,
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
