import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { answerDeviceSignIn, readForm } from '../../../main/sandbox/robot-browser.ts';
import { temporaryFolder } from '../../helpers/open-test-database.ts';
import { startIdentity, type IdentityServer } from '../../helpers/start-identity.ts';

const sender = 'sender@sandbox.example';
const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const redirectUri = 'http://localhost:5000';
const authorizeParams = {
  client_id: 'an-app',
  response_type: 'code',
  response_mode: 'form_post',
  redirect_uri: redirectUri,
  scope: 'Mail.Send offline_access openid',
  code_challenge: challenge,
  code_challenge_method: 'S256',
  state: 'a "state" & more',
  nonce: 'n',
  client_info: '1',
  login_hint: sender,
  sandbox_auto: '1',
};
type Params = Record<string, string>;

function authorizeUrl(service: IdentityServer, change: Params = {}): string {
  const query = new URLSearchParams({ ...authorizeParams, ...change }).toString();
  return `${service.origin}/organizations/oauth2/v2.0/authorize?${query}`;
}

async function newCode(service: IdentityServer, change: Params = {}): Promise<string> {
  const page = await fetch(authorizeUrl(service, change));
  return readForm(await page.text()).fields['code'] ?? '';
}

async function post(service: IdentityServer, path: string, form: Params): Promise<{ status: number; body: Params }> {
  const url = `${service.origin}/organizations/oauth2/v2.0/${path}`;
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, body: (await response.json()) as Params };
}

function redeem(service: IdentityServer, code: string, change: Params = {}) {
  const form = { grant_type: 'authorization_code', client_id: 'an-app', code, code_verifier: verifier };
  return post(service, 'token', { ...form, redirect_uri: redirectUri, ...change });
}

function refresh(service: IdentityServer, token: string, change: Params = {}) {
  return post(service, 'token', { grant_type: 'refresh_token', client_id: 'an-app', refresh_token: token, ...change });
}

function numberIn(body: Params): string {
  return /AADSTS\d+/.exec(body['error_description'] ?? '')?.[0] ?? '';
}

test('SM14: answers with a form that echoes the state, and says who signed in', async () => {
  const service = await startIdentity();
  const form = readForm(await (await fetch(authorizeUrl(service))).text());
  expect(form.action).toBe(redirectUri);
  expect(form.fields['state']).toBe('a "state" & more');
  const info: unknown = JSON.parse(Buffer.from(form.fields['client_info'] ?? '', 'base64url').toString());
  expect(info).toEqual({ uid: expect.stringMatching(/^5a4db0c5-/), utid: expect.stringMatching(/^5a4db0c5-/) });
});

test('shows a picker that names the sandbox tenant, every account, and the hinted one first', async () => {
  const service = await startIdentity();
  const page = await fetch(authorizeUrl(service, { sandbox_auto: '0', login_hint: 'legal@sandbox.example' }));
  const html = await page.text();
  expect(html).toContain('Sandbox tenant');
  const offered = Array.from(html.matchAll(/name="user" value="([^"]+)"/g), ([, address]) => address);
  expect(offered[0]).toBe('legal@sandbox.example');
  expect(new Set(offered).size).toBe(7);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test.each([
  ['another host', { redirect_uri: 'http://evil.example' }],
  ['a path', { redirect_uri: 'http://localhost:5000/callback' }],
  ['https', { redirect_uri: 'https://localhost:5000' }],
  ['a trick with user information', { redirect_uri: 'http://localhost:5000@evil.example' }],
])('answers nobody at a redirect address with %s', async (_, change) => {
  const service = await startIdentity();
  const page = await fetch(authorizeUrl(service, change), { redirect: 'manual' });
  expect(page.status).toBe(400);
  const html = await page.text();
  expect(html).toContain('AADSTS50011');
  expect(html).not.toContain('<form');
});

test.each([
  ['no challenge', { code_challenge: '' }, 'AADSTS50147'],
  ['a plain challenge', { code_challenge_method: 'plain' }, 'AADSTS50147'],
  ['a token instead of a code', { response_type: 'token' }, 'AADSTS70005'],
])('refuses %s to the application, with its state', async (_, change, number) => {
  const service = await startIdentity();
  const { fields } = readForm(await (await fetch(authorizeUrl(service, change))).text());
  expect(fields['error_description']).toContain(number);
  expect(fields['state']).toBe(authorizeParams.state);
  expect(fields).not.toHaveProperty('code');
});

test('MP1: exchanges a code once, and the tokens work', async () => {
  const service = await startIdentity();
  const code = await newCode(service);
  const { status, body } = await redeem(service, code);
  expect(status).toBe(200);
  expect(body).toMatchObject({ token_type: 'Bearer', scope: 'Mail.Send openid', expires_in: 4_000 });
  const claims: unknown = JSON.parse(Buffer.from(body['id_token']?.split('.')[1] ?? '', 'base64url').toString());
  expect(claims).toMatchObject({ aud: 'an-app', nonce: 'n', preferred_username: sender });
  const answer = await service.callMail(body['access_token'] ?? '');
  expect(await answer.json()).toMatchObject({ ok: true, address: sender, scopes: ['Mail.Send', 'openid'] });
  const again = await redeem(service, code);
  expect(again.status).toBe(400);
  expect(numberIn(again.body)).toBe('AADSTS54005');
});

test.each([
  ['a wrong verifier', { code_verifier: 'w'.repeat(43) }, 'AADSTS501481'],
  ['no verifier', { code_verifier: '' }, 'AADSTS501481'],
  ['another redirect address', { redirect_uri: 'http://localhost:5001' }, 'AADSTS500112'],
  ['another application', { client_id: 'another-app' }, 'AADSTS70000'],
  ['an invented code', { code: 'sandbox-code-invented' }, 'AADSTS70000'],
  ['no application', { client_id: '' }, 'AADSTS900144'],
  ['another grant', { grant_type: 'password' }, 'AADSTS70003'],
])('SM14: refuses a code with %s, and the honest exchange still works', async (_, change, number) => {
  const service = await startIdentity();
  const code = await newCode(service);
  const refused = await redeem(service, code, change);
  expect(refused.status).toBe(400);
  expect(numberIn(refused.body)).toBe(number);
  expect(refused.body).toMatchObject({ error_codes: [Number(number.slice(6))], trace_id: expect.any(String) });
  expect((await redeem(service, code)).status).toBe(200);
});

test('a code ends after ten minutes and an access token after its lifetime', async () => {
  let nowMs = 1_800_000_000_000;
  const service = await startIdentity({ nowMs: () => nowMs });
  service.identity.control({ action: 'setAccessTokenLifetime', seconds: 60 });
  const late = await newCode(service);
  nowMs += 600_000;
  expect(numberIn((await redeem(service, late)).body)).toBe('AADSTS70008');
  const { body } = await redeem(service, await newCode(service));
  expect((await service.callMail(body['access_token'] ?? '')).status).toBe(200);
  nowMs += 60_000;
  const expired = await service.callMail(body['access_token'] ?? '');
  expect(expired.status).toBe(401);
  expect(await expired.json()).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } });
});

test('MP1: a refresh gives a new refresh token and does not revoke the old one', async () => {
  const service = await startIdentity();
  const first = (await redeem(service, await newCode(service))).body['refresh_token'] ?? '';
  const second = (await refresh(service, first)).body['refresh_token'] ?? '';
  expect(second).not.toBe(first);
  expect((await refresh(service, first)).status).toBe(200);
  expect((await refresh(service, second)).status).toBe(200);
  expect(numberIn((await refresh(service, 'invented')).body)).toBe('AADSTS9002313');
  expect((await refresh(service, second, { client_id: 'another-app' })).status).toBe(400);
});

test('revoking ends the tokens of one person and of nobody else', async () => {
  const service = await startIdentity();
  const mine = (await redeem(service, await newCode(service))).body;
  const other = (await redeem(service, await newCode(service, { login_hint: 'legal@sandbox.example' }))).body;
  service.identity.control({ action: 'revoke', user: sender });
  expect((await service.callMail(mine['access_token'] ?? '')).status).toBe(401);
  expect((await refresh(service, mine['refresh_token'] ?? '')).body).toMatchObject({
    error: 'invalid_grant',
    suberror: 'bad_token',
  });
  expect((await service.callMail(other['access_token'] ?? '')).status).toBe(200);
  expect((await refresh(service, other['refresh_token'] ?? '')).status).toBe(200);
});

test('demanded claims refuse every token that was not asked for with them', async () => {
  const service = await startIdentity();
  const { body } = await redeem(service, await newCode(service));
  service.identity.control({ action: 'demandClaims', user: sender });
  const challenged = await service.callMail(body['access_token'] ?? '');
  const header = challenged.headers.get('www-authenticate') ?? '';
  expect(header).toContain('error="insufficient_claims"');
  const claims = Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? '', 'base64').toString();
  const without = await refresh(service, body['refresh_token'] ?? '');
  expect((await service.callMail(without.body['access_token'] ?? '')).status).toBe(401);
  const request = JSON.parse(claims) as { access_token: object };
  const merged = JSON.stringify({ access_token: { xms_cc: { values: ['CP1'] }, ...request.access_token } });
  const met = await refresh(service, body['refresh_token'] ?? '', { claims: merged });
  expect((await service.callMail(met.body['access_token'] ?? '')).status).toBe(200);
  expect((await service.callMail(body['access_token'] ?? '')).status).toBe(401);
});

test.each([
  ['nothing', ''],
  ['an invented token', 'sandbox-access-invented'],
])('refuses a call with %s', async (_, token) => {
  const service = await startIdentity();
  const answer = await service.callMail(token);
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toContain(`authorization_uri="${service.origin}/`);
});

test('a device code waits, is told to slow down, is approved, and works once', async () => {
  let nowMs = 1_800_000_000_000;
  const service = await startIdentity({ nowMs: () => nowMs });
  const scope = 'Mail.Send offline_access';
  const started = (await post(service, 'devicecode', { client_id: 'an-app', scope })).body;
  const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
  const poll = () =>
    post(service, 'token', { grant_type: grantType, client_id: 'an-app', device_code: started['device_code'] ?? '' });
  expect(started).toMatchObject({ expires_in: 900, interval: 5 });
  expect((await poll()).body).toMatchObject({ error: 'authorization_pending' });
  nowMs += 1_000;
  expect((await poll()).body).toMatchObject({ error: 'slow_down' });
  nowMs += 9_000;
  expect((await poll()).body).toMatchObject({ error: 'slow_down' });
  nowMs += 15_000;
  expect((await poll()).body).toMatchObject({ error: 'authorization_pending' });
  const page = started['verification_uri'] ?? '';
  expect((await answerDeviceSignIn(page, 'WRONGCODE', { user: sender })).status).toBe(400);
  expect((await answerDeviceSignIn(page, started['user_code'] ?? '', { user: sender })).status).toBe(200);
  expect((await poll()).body).toMatchObject({ token_type: 'Bearer' });
  expect((await poll()).body).toMatchObject({ error: 'bad_verification_code' });
});

test('keeps sign-ins, revocations and settings over its restart', async () => {
  const stateDir = temporaryFolder();
  const before = await startIdentity({ stateDir });
  const { body } = await redeem(before, await newCode(before));
  const other = (await redeem(before, await newCode(before, { login_hint: 'legal@sandbox.example' }))).body;
  before.identity.control({ action: 'revoke', user: 'legal@sandbox.example' });
  before.identity.control({ action: 'setAccessTokenLifetime', seconds: 7 });
  await before.stop();
  const after = await startIdentity({ stateDir });
  expect((await after.callMail(body['access_token'] ?? '')).status).toBe(200);
  expect((await refresh(after, other['refresh_token'] ?? '')).status).toBe(400);
  expect((await refresh(after, body['refresh_token'] ?? '')).body).toMatchObject({ expires_in: 7 });
});

test('is steered over HTTP by JSON alone, so that no other web page can do it', async () => {
  const service = await startIdentity();
  const url = `${service.origin}/sandbox/identity`;
  const action = JSON.stringify({ action: 'revoke', user: sender });
  const send = async (contentType: string, body: string) =>
    (await fetch(url, { method: 'POST', headers: { 'content-type': contentType }, body })).status;
  expect(await send('application/json', action)).toBe(200);
  expect(await send('text/plain', action)).toBe(415);
  expect(await send('application/json', '{"action":"nothing"}')).toBe(400);
  expect(await send('application/json', 'not json')).toBe(400);
  expect(await send('application/json', '{"action":"revoke","user":"nobody@sandbox.example"}')).toBe(404);
});

test('leaves every other address to the mail service', async () => {
  const service = await startIdentity();
  for (const path of ['/', '/v1.0/me/messages', '/organizations', '/a/b/oauth2/v2.0/token']) {
    expect((await fetch(`${service.origin}${path}`)).status).toBe(404);
  }
});
