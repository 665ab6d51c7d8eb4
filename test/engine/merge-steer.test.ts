import { expect, it } from 'vitest';
import type { MergeId, MergeRow } from '../../contract/merge.ts';
import type { ApiClient, Instrument } from '../../main/engine/host.ts';
import { judgeDelivery } from '../helpers/merge-judge.ts';
import { manyRows, order } from '../helpers/merge-order.ts';
import { patiently } from '../helpers/patiently.ts';
import { startEngine } from '../helpers/start-engine.ts';
import { startTenant, type TestTenant } from '../helpers/start-tenant.ts';

/** Twenty messages every two seconds, so that there is a time in between in which to stop. */
async function rig(instrument: Instrument = {}) {
  const tenant = await startTenant({ limitMessagesPerMin: 0 });
  const env = { MS_LIMIT_MESSAGES_PER_MIN: '600' };
  const { client, start } = await startEngine({ ...tenant, env, instrument });
  await start();
  return { tenant, client };
}

async function until(client: ApiClient, id: MergeId, holds: (row: MergeRow) => boolean): Promise<MergeRow> {
  for await (const row of await client.merge.watch({ id })) if (holds(row)) return row;
  return client.merge.show({ id });
}

it('C19: Stop says how many went, keeps the rest as drafts, and going on sends each of them once', async () => {
  const rows = 100;
  const { tenant, client } = await rig();
  const { id } = await client.merge.create(order(manyRows(rows), { sendAtOnce: true }));
  await until(client, id, ({ counts }) => counts.went >= 1);
  const stopped = await client.merge.stop({ id });
  const { went, unsure, drafts } = stopped.counts;
  expect(stopped).toMatchObject({ state: 'stopped', endsAt: null, counts: { waiting: 0, failed: 0, unmade: 0 } });
  expect(went + unsure + drafts).toBe(rows);

  await expect.poll(async () => (await client.merge.show({ id })).counts.unsure, patiently).toBe(0);
  const settled = (await client.merge.show({ id })).counts;
  expect(settled.drafts).toBe(drafts);
  expect((await tenant.delivered()).length).toBe(settled.went);

  await client.merge.send({ id });
  const done = await until(client, id, ({ state }) => state === 'done');
  expect(done.counts).toMatchObject({ went: rows, drafts: 0 });
  expect(judgeDelivery(await tenant.delivered(), rows)).toEqual({ lost: [], twice: [] });
});

it('C19: one failure stops nobody, and so many one after another pause the rest', async () => {
  const { tenant, client } = await rig();
  await tenant.fault({ method: 'POST', path: '/send$', nth: 3, action: 'status', status: 400, times: 1 });
  const one = await client.merge.create(order(manyRows(12), { sendAtOnce: true }));
  const done = await until(client, one.id, ({ state }) => state === 'done');
  expect(done.counts).toMatchObject({ went: 11, failed: 1 });

  await tenant.fault({ method: 'POST', path: '/send$', action: 'status', status: 400, times: 0 });
  const many = await client.merge.create(order(manyRows(40), { sendAtOnce: true, pauseAfterFailures: 3 }));
  const paused = await until(client, many.id, ({ state }) => state === 'paused');
  expect(paused.reason).toMatch(/in a row failed/);
  expect(paused.counts.failed).toBeGreaterThanOrEqual(3);
});

it('C19: pauses, goes on, and discards the drafts that are left, in the mailbox too', async () => {
  const { tenant, client } = await rig();
  const { id } = await client.merge.create(order(manyRows(40), { sendAtOnce: true }));
  await until(client, id, ({ counts }) => counts.went >= 1);
  expect((await client.merge.pause({ id })).state).toBe('paused');
  await expect
    .poll(async () => (await client.merge.show({ id })).counts, patiently)
    .toMatchObject({ waiting: 0, unsure: 0 });
  const { went, drafts } = (await client.merge.show({ id })).counts;
  expect(went + drafts).toBe(40);
  await client.merge.discard({ id });
  const gone = await until(client, id, ({ state }) => state === 'discarded');
  expect(gone.counts).toMatchObject({ went, drafts: 0, discarded: drafts });
  expect((await tenant.delivered()).length).toBe(went);
  await expect.poll(() => tenant.subjects('drafts'), patiently).toEqual([]);
});

/** Parts of batches that vanish, and answers to whole batches that are lost, before and after their effect. */
async function disturb(tenant: TestTenant): Promise<void> {
  await tenant.fault({ method: 'POST', path: '/messages$', nth: 4, action: 'dropBefore', times: 1 });
  await tenant.fault({ method: 'POST', path: '/messages$', nth: 6, action: 'dropAfter', times: 1 });
  await tenant.fault({ method: 'POST', path: '/send$', nth: 2, action: 'dropBefore', times: 1 });
  await tenant.fault({ method: 'POST', path: '/send$', nth: 5, action: 'dropAfter', times: 1 });
  await tenant.fault({ method: 'POST', path: '/send$', nth: 7, action: 'throttle', retryAfter: 2, times: 1 });
  await tenant.fault({ method: 'POST', path: '\\$batch$', nth: 6, action: 'dropAfter', times: 1 });
}

it('MP8: vanished parts, a throttled part and a lost answer leave every row with one mail', async () => {
  const rows = 24;
  const { tenant, client } = await rig();
  await disturb(tenant);
  const { id } = await client.merge.create(order(manyRows(rows), { sendAtOnce: true }));
  const done = await until(client, id, ({ state }) => state === 'done');
  expect(done.counts).toMatchObject({ went: rows, failed: 0 });
  expect(judgeDelivery(await tenant.delivered(), rows)).toEqual({ lost: [], twice: [] });
  expect((await tenant.violations()).filter(({ kind }) => kind !== 'requestDuringRetryAfter')).toEqual([]);
});

const careless: Instrument['mail'] = (mail) => ({
  ...mail,
  async sendDraft(call, draftId) {
    const reply = await mail.sendDraft(call, draftId);
    return reply.ok || reply.fault.kind !== 'lost' ? reply : { ok: true, value: null, requestId: null };
  },
});

const forgetful: Instrument['store'] = (store) => ({
  ...store,
  insert: (message, job, nowMs) => store.insert({ ...message, key: message.key.replace(/:\d+$/, '') }, job, nowMs),
});

it('notices a batch whose answer is taken as "all sent"', async () => {
  const rows = 12;
  const { tenant, client } = await rig({ mail: careless });
  await tenant.fault({ method: 'POST', path: '/send$', nth: 2, action: 'dropBefore', times: 1 });
  const { id } = await client.merge.create(order(manyRows(rows), { sendAtOnce: true }));
  await until(client, id, ({ counts }) => counts.went === rows);
  expect(judgeDelivery(await tenant.delivered(), rows).lost).toHaveLength(1);
});

it('notices messages whose key does not name their row', async () => {
  const { tenant, client } = await rig({ store: forgetful });
  const { id } = await client.merge.create(order(manyRows(3), { sendAtOnce: true }));
  // The second row finds the message of the first; tried again it does so again.
  const tries = async () => (await client.jobs.page({ filter: { kind: 'merge.advance' }, after: null, limit: 1 })).rows;
  await expect.poll(async () => (await tries())[0]?.attempts ?? 0, patiently).toBeGreaterThan(2);
  expect((await client.merge.show({ id })).counts).toMatchObject({ unmade: 2 });
  expect(judgeDelivery(await tenant.delivered(), 3).lost).toHaveLength(3);
});
