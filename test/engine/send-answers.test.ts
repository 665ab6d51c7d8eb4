import { expect, it } from 'vitest';
import type { OutboxState } from '../../contract/outbox.ts';
import { patiently } from '../helpers/patiently.ts';
import { mail, startEngine, waitFor } from '../helpers/start-engine.ts';
import { type FaultOnRequest, startTenant } from '../helpers/start-tenant.ts';
import { transientVerdict } from '../helpers/sample-faults.ts';

const send = { method: 'POST', path: '/send$' };

/** Sends one mail while its POST /send meets this, and says how it ended and how often it arrived. */
async function sendThrough(faults: readonly Omit<FaultOnRequest, 'method' | 'path'>[], end: OutboxState) {
  const tenant = await startTenant();
  for (const fault of faults) await tenant.fault({ ...send, ...fault });
  const engine = await startEngine(tenant);
  await engine.start();
  const { row } = await engine.client.outbox.submit(mail());
  const ended = await waitFor(engine.client, row.id, end);
  const { events } = await engine.client.outbox.show({ id: row.id });
  const delivered = await tenant.delivered();
  // A request is logged when it ends, which may be after its client has gone.
  await expect.poll(async () => (await tenant.log(sendPosts)).length, patiently).toBeGreaterThan(0);
  const posts = await tenant.log(sendPosts);
  const drafts = await tenant.log({ method: 'POST', path: /\/me\/messages$/ });
  expect([drafts.length, await tenant.violations()]).toEqual([1, []]);
  return { ended, states: events.map((event) => event.state), delivered: delivered.length, posts: posts.length };
}

const sendPosts = { method: 'POST', path: /\/send$/ };

it.each([
  ['504 after it was accepted', { action: 'statusAfter', status: 504 }],
  ['500 after it was accepted', { action: 'statusAfter', status: 500 }],
  ['a connection that broke after it was accepted', { action: 'dropAfter' }],
  ['an answer that came too late', { action: 'slowAfter', delayMs: 1_500 }],
])('C13: is unconfirmed after %s, finds the copy in Sent Items and sends nothing again', async (_name, fault) => {
  const { ended, states, delivered, posts } = await sendThrough([fault], 'sent');
  expect(states).toContain('unconfirmed');
  expect([delivered, posts, ended.error]).toEqual([1, 1, null]);
});

it.each([
  ['a connection that broke before', { action: 'dropBefore' }],
  ['504 without effect', { action: 'status', status: 504 }],
  ['503 with Retry-After', { action: 'status', status: 503, retryAfter: 0.1 }],
  ['404', { action: 'status', status: 404 }],
  ['a page of a gateway in place of the answer', { action: 'html', status: 200 }],
  ['an empty 200 without effect', { action: 'empty' }],
])('C13: is unconfirmed after %s, sees the draft three times and sends the same draft again', async (_name, fault) => {
  const { states, delivered, posts } = await sendThrough([fault], 'sent');
  expect(states).toContain('unconfirmed');
  expect([delivered, posts]).toEqual([1, 2]);
});

it.each([
  ['429 with Retry-After', { action: 'throttle', retryAfter: 0.2 }],
  ['the passing verdict of the spam check', { action: 'status', status: 403, message: transientVerdict }],
  ['412', { action: 'status', status: 412 }],
])('sends the same draft again after %s, which proves that nothing left', async (_name, fault) => {
  const { states, delivered, posts } = await sendThrough([fault], 'sent');
  expect(states).not.toContain('unconfirmed');
  expect([delivered, posts]).toEqual([1, 2]);
});

it.each([
  [400, 'graph_4xx', null],
  [403, 'graph_4xx', 'MS_AUTH_INSUFFICIENT_PERMS'],
  [413, 'provider_payload_too_large', 'ATTACHMENT_TOO_LARGE'],
])('SM4, MP4: fails for good after %i, with nothing delivered', async (status, error_code, provider) => {
  const { ended, delivered, posts } = await sendThrough([{ action: 'status', status }], 'failed');
  expect(ended.error).toMatchObject({ error_code, retriable: false });
  expect(ended.error?.details['provider_code'] ?? null).toBe(provider);
  expect([delivered, posts, ended.cancellable]).toEqual([0, 1, false]);
});

it('delivers once through one trouble of each kind in a row', async () => {
  const troubles = [
    { action: 'throttle', retryAfter: 0.1 },
    { action: 'dropBefore' },
    { action: 'status', status: 412 },
    { action: 'status', status: 503 },
    { action: 'statusAfter', status: 502 },
  ];
  const { delivered, posts } = await sendThrough(troubles, 'sent');
  expect([delivered, posts]).toEqual([1, 5]);
});

it('SM1: waits for a sign-in after a 401 that no new token cures, and goes on after it', async () => {
  const tenant = await startTenant();
  await tenant.fault({ ...send, action: 'status', status: 401 });
  const engine = await startEngine(tenant);
  await engine.start();
  const { row } = await engine.client.outbox.submit(mail());
  const paused = await waitFor(engine.client, row.id, 'paused');
  expect(paused).toMatchObject({ cancellable: true, error: { error_code: 'oauth_token_expired' } });
  expect(await engine.client.accounts.list({})).toMatchObject([{ state: 'signInNeeded' }]);
  expect(await tenant.delivered()).toEqual([]);
  await engine.client.outbox.resume({ id: row.id });
  await waitFor(engine.client, row.id, 'sent');
  expect(await tenant.delivered()).toHaveLength(1);
});

it.each([
  ['the marker reaches Sent Items late', { markerFilterableAfterMs: 200 }],
  ['the marker never reaches it', { markerReachesSentCopy: false }],
  ['the Message-ID is replaced', { presetMessageIdSurvives: false }],
  ['the id changes', { immutableIdOnSend: 'changes' }],
  ['the copy appears late', { sentItemsDelayMs: 500, deliveryDelayMs: 500 }],
  ['a new draft is not found for a while', { freshDraftNotFoundMs: 100 }],
] as const)('finds the copy in Sent Items although %s', async (_name, switches) => {
  const tenant = await startTenant(switches);
  const engine = await startEngine(tenant);
  await engine.start();
  const { row } = await engine.client.outbox.submit(mail());
  const sent = await waitFor(engine.client, row.id, 'sent');
  expect(sent.sentId).not.toBeNull();
  expect(await tenant.delivered()).toHaveLength(1);
});

it('stays accepted when no trace of it can be found in the mailbox, and sends nothing again', async () => {
  const tenant = await startTenant({
    markerReachesSentCopy: false,
    presetMessageIdSurvives: false,
    immutableIdOnSend: 'changes',
  });
  const engine = await startEngine(tenant);
  await engine.start();
  const { row } = await engine.client.outbox.submit(mail());
  await waitFor(engine.client, row.id, 'accepted');
  await expect.poll(async () => (await tenant.log({ path: /sentitems/ })).length, patiently).toBeGreaterThan(4);
  expect((await engine.client.outbox.show({ id: row.id })).row).toMatchObject({
    state: 'accepted',
    cancellable: false,
  });
  expect([(await tenant.delivered()).length, (await tenant.log(sendPosts)).length]).toEqual([1, 1]);
});
