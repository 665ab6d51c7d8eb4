import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TokenResult } from '../../../main/core/ports/token-source.ts';
import { temporaryFolder } from '../../helpers/open-test-database.ts';
import { createSignInRig, newKey, realClock, senderAddress, signInAs } from '../../helpers/sign-in-rig.ts';
import { startIdentity } from '../../helpers/start-identity.ts';

function tokenOf(result: TokenResult): string {
  if (!result.ok) throw new Error(`no token: ${result.kind}, ${result.detail}`);
  return result.token;
}

function claimsOf(response: Response): string {
  const header = response.headers.get('www-authenticate') ?? '';
  const encoded = /error="insufficient_claims", claims="([^"]+)"/.exec(header)?.[1] ?? '';
  return Buffer.from(encoded, 'base64').toString('utf8');
}

describe('the token source', () => {
  test('MP1: signs in with PKCE S256 and gives a token that the mail service accepts', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const account = await signInAs(rig, senderAddress);
    expect(account).toMatchObject({ address: senderAddress, cloud: 'sandbox', state: 'connected' });
    expect(account.scopes).toEqual(expect.arrayContaining(['Mail.Send', 'Mail.ReadWrite', 'User.Read']));
    const token = tokenOf(await rig.tokens.accessToken(account.id));
    expect((await service.callMail(token)).status).toBe(200);
    expect(service.tokenRequests()).toBe(1);
  });

  test('SM1: MP1: 50 callers with one refused token cause one refresh and share its token', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const account = await signInAs(rig, senderAddress);
    const refused = tokenOf(await rig.tokens.accessToken(account.id));
    const before = service.tokenRequests();
    const results = await Promise.all(
      Array.from({ length: 50 }, () => rig.tokens.accessToken(account.id, { refused })),
    );
    const tokens = new Set(results.map(tokenOf));
    expect(tokens.size).toBe(1);
    expect(tokens.has(refused)).toBe(false);
    expect(service.tokenRequests() - before).toBe(1);
    // A straggler whose 401 was answered before the refresh needs no other one.
    expect(tokens.has(tokenOf(await rig.tokens.accessToken(account.id, { refused })))).toBe(true);
    expect(service.tokenRequests() - before).toBe(1);
  });

  test('MP1: renews a token before it ends, once for 50 callers', async () => {
    const service = await startIdentity();
    service.identity.control({ action: 'setAccessTokenLifetime', seconds: 30 });
    let laterMs = 0;
    const rig = await createSignInRig(service.origin, { clock: { ...realClock, nowMs: () => Date.now() + laterMs } });
    const account = await signInAs(rig, senderAddress);
    const first = tokenOf(await rig.tokens.accessToken(account.id));
    expect(tokenOf(await rig.tokens.accessToken(account.id))).toBe(first);
    const before = service.tokenRequests();
    laterMs = 20_000;
    const results = await Promise.all(Array.from({ length: 50 }, () => rig.tokens.accessToken(account.id)));
    expect(new Set(results.map(tokenOf)).has(first)).toBe(false);
    expect(new Set(results.map(tokenOf)).size).toBe(1);
    expect(service.tokenRequests() - before).toBe(1);
  });

  test('SM1: meets a claims challenge with the refresh token, once for all who were refused', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const account = await signInAs(rig, senderAddress);
    const refused = tokenOf(await rig.tokens.accessToken(account.id));
    service.identity.control({ action: 'demandClaims', user: senderAddress });
    const challenge = await service.callMail(refused);
    expect(challenge.status).toBe(401);
    const claims = claimsOf(challenge);
    const before = service.tokenRequests();
    const results = await Promise.all(
      Array.from({ length: 50 }, () => rig.tokens.accessToken(account.id, { refused, claims })),
    );
    expect(service.tokenRequests() - before).toBe(1);
    const token = tokenOf(results[0] ?? { ok: false, kind: 'unavailable', detail: 'none' });
    expect((await service.callMail(token)).status).toBe(200);
    expect((await service.callMail(refused)).status).toBe(401);
    expect(tokenOf(await rig.tokens.accessToken(account.id))).toBe(token);
  });

  test('a claims challenge is not met by a refresh that ran without it', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const account = await signInAs(rig, senderAddress);
    const refused = tokenOf(await rig.tokens.accessToken(account.id));
    service.identity.control({ action: 'demandClaims', user: senderAddress });
    const claims = claimsOf(await service.callMail(refused));
    const [without, met] = await Promise.all([
      rig.tokens.accessToken(account.id, { refused }),
      rig.tokens.accessToken(account.id, { refused, claims }),
    ]);
    expect((await service.callMail(tokenOf(without))).status).toBe(401);
    expect((await service.callMail(tokenOf(met))).status).toBe(200);
  });

  test('asks for a person when a claims challenge needs one, and the next sign-in meets it', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const account = await signInAs(rig, senderAddress);
    const refused = tokenOf(await rig.tokens.accessToken(account.id));
    service.identity.control({ action: 'demandClaims', user: senderAddress, inPerson: true });
    const claims = claimsOf(await service.callMail(refused));
    const result = await rig.tokens.accessToken(account.id, { refused, claims });
    expect(result).toMatchObject({
      ok: false,
      kind: 'signInNeeded',
      reason: 'verification',
      detail: 'interaction_required (AADSTS50076)',
    });
    expect(rig.accounts.get(account.id)?.state).toBe('signInNeeded');
    // Also when the program was started again in between.
    const restarted = await createSignInRig(service.origin, { dataDir: rig.dataDir });
    await signInAs(restarted, senderAddress);
    const token = tokenOf(await restarted.tokens.accessToken(account.id));
    expect((await service.callMail(token)).status).toBe(200);
    expect(restarted.accounts.get(account.id)?.state).toBe('connected');
    expect(await restarted.sealed.read(`claims:${account.id}`)).toBeNull();
  });

  test.each([
    ['a revoked refresh token', { action: 'revoke', user: senderAddress } as const, 'AADSTS50173'],
    ['a withdrawn consent', { action: 'setConsent', user: senderAddress, consented: false } as const, 'AADSTS65001'],
  ])('%s waits for a person, asks the service once, and a new sign-in continues', async (_, action, number) => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const account = await signInAs(rig, senderAddress);
    const refused = tokenOf(await rig.tokens.accessToken(account.id));
    service.identity.control(action);
    const before = service.tokenRequests();
    const results = await Promise.all(
      Array.from({ length: 20 }, () => rig.tokens.accessToken(account.id, { refused })),
    );
    for (const result of results) expect(result).toMatchObject({ ok: false, kind: 'signInNeeded' });
    expect(JSON.stringify(results[0])).toContain(number);
    expect(await rig.tokens.accessToken(account.id)).toMatchObject({ ok: false, kind: 'signInNeeded' });
    expect(service.tokenRequests() - before).toBe(1);
    await signInAs(rig, senderAddress);
    const token = tokenOf(await rig.tokens.accessToken(account.id, { refused }));
    expect((await service.callMail(token)).status).toBe(200);
  });

  test.each([
    ['a reset connection', 'reset'],
    ['HTML', { status: 200, body: '<html>proxy</html>' }],
    ['half a JSON', { status: 200, body: '{"access_token":' }],
    ['a server error', { status: 503, body: '{"error":"temporarily_unavailable"}' }],
    ['an empty object', { status: 200, body: '{}' }],
    ['a token without an end', { status: 200, body: '{"access_token":"sandbox-access-x","token_type":"Bearer"}' }],
    ['an empty token', { status: 200, body: '{"access_token":"","expires_in":3600}' }],
  ] as const)('takes %s for trouble that passes, and loses nothing by it', async (_, fault) => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const account = await signInAs(rig, senderAddress);
    const refused = tokenOf(await rig.tokens.accessToken(account.id));
    service.answerWith(fault);
    const result = await rig.tokens.accessToken(account.id, { refused });
    expect(result).toMatchObject({ ok: false, kind: 'unavailable' });
    expect(JSON.stringify(result)).not.toMatch(/http|sandbox-|localhost/);
    service.answerWith(null);
    const token = tokenOf(await rig.tokens.accessToken(account.id, { refused }));
    expect((await service.callMail(token)).status).toBe(200);
    expect(rig.accounts.get(account.id)?.state).toBe('connected');
  });

  test('SM14: never follows a redirect with a refresh token', async () => {
    const service = await startIdentity();
    const elsewhere = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const account = await signInAs(rig, senderAddress);
    const refused = tokenOf(await rig.tokens.accessToken(account.id));
    const location = `${elsewhere.origin}/organizations/oauth2/v2.0/token`;
    service.answerWith({ status: 307, body: '', headers: { location } });
    expect(await rig.tokens.accessToken(account.id, { refused })).toMatchObject({ ok: false, kind: 'unavailable' });
    expect(elsewhere.seen).toEqual([]);
  });

  test('MP1: after a restart of both sides, on another port, the sealed cache still signs in', async () => {
    const stateDir = temporaryFolder();
    const service = await startIdentity({ stateDir });
    const rig = await createSignInRig(service.origin);
    const account = await signInAs(rig, senderAddress);
    const token = tokenOf(await rig.tokens.accessToken(account.id));
    rig.close();
    await service.stop();

    const again = await startIdentity({ stateDir });
    expect(again.origin).not.toBe(service.origin);
    const restarted = await createSignInRig(again.origin, { dataDir: rig.dataDir });
    expect(tokenOf(await restarted.tokens.accessToken(account.id))).toBe(token);
    expect(again.tokenRequests()).toBe(0);
    const renewed = tokenOf(await restarted.tokens.accessToken(account.id, { refused: token }));
    expect((await again.callMail(renewed)).status).toBe(200);
  });

  test('keeps accounts apart: the trouble of one leaves the other signed in', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const sender = await signInAs(rig, senderAddress);
    const legal = await signInAs(rig, 'legal@sandbox.example');
    const refused = tokenOf(await rig.tokens.accessToken(sender.id));
    service.identity.control({ action: 'revoke', user: senderAddress });
    const [bad, good] = await Promise.all([
      rig.tokens.accessToken(sender.id, { refused }),
      rig.tokens.accessToken(legal.id),
    ]);
    expect(bad).toMatchObject({ ok: false, kind: 'signInNeeded' });
    const answer = await service.callMail(tokenOf(good));
    expect(await answer.json()).toMatchObject({ address: 'legal@sandbox.example' });
    expect(rig.accounts.list().map(({ state }) => state)).toEqual(['signInNeeded', 'connected']);
  });

  test('SM14: leaves no token readable in any file of the data folder, and none at all after the sign-out', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const account = await signInAs(rig, senderAddress);
    const first = tokenOf(await rig.tokens.accessToken(account.id));
    tokenOf(await rig.tokens.accessToken(account.id, { refused: first }));
    const sealedText = await rig.sealed.read(`msal:${account.id}`);
    expect(sealedText).toContain('sandbox-refresh-');
    const files = readdirSync(rig.dataDir).map((name) => readFileSync(join(rig.dataDir, name)).toString('latin1'));
    expect(files.filter((text) => text.includes(`msal:${account.id}`))).not.toEqual([]);
    expect(files.filter((text) => /sandbox-(access|refresh|code)-|c2FuZGJveC|"RefreshToken"/.test(text))).toEqual([]);
    await rig.tokens.signOut(account.id);
    expect(await rig.sealed.read(`msal:${account.id}`)).toBeNull();
    expect(rig.accounts.list()).toEqual([]);
    expect(await rig.tokens.accessToken(account.id)).toMatchObject({ ok: false, kind: 'signInNeeded' });
  });

  test('a sign-out during a refresh waits for it and leaves nothing behind', async () => {
    const service = await startIdentity();
    const rig = await createSignInRig(service.origin);
    const account = await signInAs(rig, senderAddress);
    const refused = tokenOf(await rig.tokens.accessToken(account.id));
    const refresh = rig.tokens.accessToken(account.id, { refused });
    await rig.tokens.signOut(account.id);
    expect((await refresh).ok).toBe(true);
    expect(await rig.sealed.read(`msal:${account.id}`)).toBeNull();
  });

  test('says so when the key was changed, and goes on when it is put back', async () => {
    const service = await startIdentity();
    const key = newKey();
    const rig = await createSignInRig(service.origin, { key });
    const account = await signInAs(rig, senderAddress);
    const { dataDir } = rig;
    const other = await createSignInRig(service.origin, { dataDir, key: newKey() });
    expect(await other.tokens.accessToken(account.id)).toEqual({
      ok: false,
      kind: 'signInNeeded',
      detail: 'the stored sign-in cannot be opened with this key',
    });
    const back = await createSignInRig(service.origin, { dataDir, key });
    expect((await back.tokens.accessToken(account.id)).ok).toBe(true);
  });

  test('an administrator who grants only Mail.Send leaves only Mail.Send', async () => {
    const service = await startIdentity();
    service.identity.control({ action: 'restrictScopes', user: senderAddress, scopes: ['Mail.Send'] });
    const rig = await createSignInRig(service.origin);
    const account = await signInAs(rig, senderAddress);
    expect(account.scopes).toContain('Mail.Send');
    expect(account.scopes).not.toContain('Mail.ReadWrite');
    const answer = await service.callMail(tokenOf(await rig.tokens.accessToken(account.id)));
    expect(await answer.json()).toMatchObject({ scopes: ['Mail.Send', 'openid', 'profile'] });
  });
});
