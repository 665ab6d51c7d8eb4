import { describe, expect, test } from 'vitest';
import type { TestTenant } from './sandbox-client.ts';
import { aMessage, startTenant } from './sandbox-client.ts';

async function countDrafts(tenant: TestTenant): Promise<number> {
  const { json } = await tenant.call('GET', '/me/mailFolders/drafts');
  return json['totalItemCount'] as number;
}

const create = (tenant: TestTenant): ReturnType<TestTenant['call']> => tenant.call('POST', '/me/messages', aMessage);

describe('faults on request', () => {
  test.each([
    { action: 'status', status: 503, drafts: 0, answer: 503 },
    { action: 'throttle', drafts: 0, answer: 429 },
    { action: 'html', drafts: 0, answer: 502 },
    { action: 'empty', drafts: 0, answer: 200 },
    { action: 'dropBefore', drafts: 0, answer: 'lost' },
    { action: 'dropMidBody', drafts: 0, answer: 'lost' },
    { action: 'slow', delayMs: 20, drafts: 1, answer: 201 },
    { action: 'dropAfter', drafts: 1, answer: 'lost' },
    { action: 'statusAfter', status: 504, drafts: 1, answer: 504 },
    { action: 'slowAfter', delayMs: 20, drafts: 1, answer: 201 },
    { action: 'halfJson', drafts: 1, answer: 'unreadable' },
  ])('$action happens before or after the effect as it says', async ({ drafts, answer, ...fault }) => {
    const tenant = await startTenant();
    await tenant.control('POST', 'faults', { match: { method: 'POST', path: '/messages$' }, ...fault });
    const seen = await create(tenant).then(
      ({ status }) => status,
      (error: unknown) => (error instanceof SyntaxError ? 'unreadable' : 'lost'),
    );
    expect([seen, await countDrafts(tenant)]).toEqual([answer, drafts]);
    expect((await tenant.log())[0]).toMatchObject({ fault: fault.action });
    expect((await create(tenant)).status).toBe(201);
  });

  test('an expired session on request is gone for good', async () => {
    const tenant = await startTenant();
    const { id } = await tenant.createDraft();
    const url = await tenant.openSession(id, 3_000_000);
    await tenant.control('POST', 'faults', { match: { method: 'PUT' }, action: 'expireSession' });
    for (let tries = 0; tries < 2; tries += 1)
      expect((await tenant.put(url, Buffer.alloc(10), 'bytes 0-9/3000000')).status).toBe(404);
  });

  test('strike from the n-th matching request on, as often as asked', async () => {
    const tenant = await startTenant();
    const fault = {
      match: { path: '/ME$', nth: 2 },
      action: 'status',
      status: 403,
      code: 'ErrorAccessDenied',
      times: 2,
    };
    await tenant.control('POST', 'faults', fault);
    const seen: number[] = [];
    for (let n = 0; n < 4; n += 1) seen.push((await tenant.call('GET', '/me')).status);
    expect(seen).toEqual([200, 403, 403, 200]);
  });

  test('by chance are the same for the same seed', async () => {
    const tenant = await startTenant({ limitRequestsPer10Min: 0 });
    const run = async (): Promise<number[]> => {
      await tenant.control('PUT', 'random', { rate: 0.5, seed: 7, actions: ['status', 'html'] });
      const seen: number[] = [];
      for (let n = 0; n < 20; n += 1) seen.push((await tenant.call('GET', '/me')).status);
      return seen;
    };
    const first = await run();
    expect(first.filter((status) => status !== 200).length).toBeGreaterThan(4);
    expect(await run()).toEqual(first);
    await tenant.control('DELETE', 'faults');
    expect((await tenant.call('GET', '/me')).status).toBe(200);
  });

  test('a fault can be asked for on sign-in too', async () => {
    const tenant = await startTenant();
    await tenant.control('POST', 'faults', { match: { path: '/oauth2/v2.0/token' }, action: 'status', status: 500 });
    const url = tenant.sandbox.identity.token_endpoint;
    expect((await fetch(url, { method: 'POST' })).status).toBe(500);
    expect((await fetch(url, { method: 'POST' })).status).not.toBe(500);
  });
});

describe('control', () => {
  test('refuses web pages, unknown names and bad values', async () => {
    const tenant = await startTenant();
    const url = `${tenant.sandbox.origin}/sandbox/control/reset`;
    const json = { 'Content-Type': 'application/json' };
    expect((await fetch(url, { method: 'POST', headers: { ...json, Origin: 'http://evil.example' } })).status).toBe(
      403,
    );
    expect((await fetch(url, { method: 'POST', headers: { 'Content-Type': 'text/plain' } })).status).toBe(403);
    expect((await tenant.control('GET', 'secrets')).status).toBe(404);
    for (const bad of [{ noSwitch: 1 }, { secondSend: 'maybe' }, { limitConcurrency: -1 }, { nonAtomicSend: 1 }])
      expect((await tenant.control('PATCH', 'switches', bad)).status).toBe(400);
    expect((await tenant.control('POST', 'faults', { action: 'explode' })).status).toBe(400);
    expect((await tenant.control('POST', 'faults', { action: 'status', match: { path: '(' } })).status).toBe(400);
    expect((await tenant.control('POST', 'deliver', { to: 'nobody@sandbox.example' })).status).toBe(400);
  });

  test('puts inbound mail into an Inbox and resets everything', async () => {
    const tenant = await startTenant();
    const sample = async (): Promise<number> =>
      (await tenant.call('GET', '/me/mailFolders/inbox')).json['totalItemCount'] as number;
    const before = await sample();
    expect(before).toBeGreaterThan(0);
    const mail = { to: 'sender@sandbox.example', from: { address: 'a@else.example' }, subject: 'In', text: 'Hello' };
    expect((await tenant.control('POST', 'deliver', mail)).status).toBe(200);
    expect(await sample()).toBe(before + 1);
    await tenant.control('PATCH', 'switches', { limitConcurrency: 1 });
    await tenant.control('POST', 'reset', {});
    expect(await sample()).toBe(before);
    expect((await tenant.control('GET', 'switches')).json['limitConcurrency']).toBe(4);
    const mailboxes = JSON.parse((await tenant.control('GET', 'mailboxes')).text) as { address: string }[];
    expect(mailboxes).toHaveLength(7);
    for (const { address } of mailboxes) expect(address).toMatch(/@(second-)?sandbox\.example$/);
  });
});
