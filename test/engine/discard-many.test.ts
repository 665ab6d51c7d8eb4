import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { jobId } from '../../contract/ids.ts';
import type { ReplayScope } from '../../contract/jobs.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { folderOfDeadJobs } from '../helpers/folder-of-dead-jobs.ts';
import { startEngine } from '../helpers/start-engine.ts';

const DEAD = 450;
const everything: ReplayScope = { kind: 'filter', filter: {} };
const order = { scope: everything, reason: 'The project ended.', via: 'window' } as const;

function open(env: Readonly<Record<string, string>> = {}) {
  return startEngine({ graphBaseUrl: 'http://127.0.0.1:9/v1.0', dataDir: folderOfDeadJobs(DEAD), env });
}
const openJobs = async (client: ApiClient): Promise<number> => (await client.jobs.totals({})).open;
const discards = async (client: ApiClient) =>
  (await client.audit.page({ before: null, limit: 100 })).filter(({ action }) => action === 'job.discard').toReversed();

it('J2 J10: discards many, each once, and the audit log names every one of them with who and why', async () => {
  const { client } = await open();
  expect(await client.jobs.dryRunDiscard({ scope: everything })).toEqual({
    discarded: DEAD,
    leftOut: [],
    leftOutCount: 0,
  });
  expect(await openJobs(client)).toBe(DEAD);
  expect(await client.jobs.discardMany(order)).toEqual({ discarded: DEAD, leftOut: [], leftOutCount: 0 });
  expect(await openJobs(client)).toBe(0);
  const entries = await discards(client);
  expect(entries.map(({ subject, reason, via }) => [subject, reason, via])).toEqual([
    ['200 jobs', order.reason, 'window'],
    ['200 jobs', order.reason, 'window'],
    ['50 jobs', order.reason, 'window'],
  ]);
  const named = entries.flatMap(({ details }) => details['ids'] as string[]);
  expect(new Set(named).size).toBe(DEAD);
  expect(await client.audit.verify({})).toMatchObject({ ok: true });
  const { row, history } = await client.jobs.show({ id: jobId.parse(named[0]) });
  expect(row.fate).toBe('discarded');
  expect(history).toMatchObject([{ what: 'job.discard', reason: order.reason }]);
});

it('J2: does nothing the second time, and says of each job why', async () => {
  const { client } = await open();
  const ids = ['1', '2', '2', '9999'].map((id) => jobId.parse(id));
  const scope: ReplayScope = { kind: 'jobs', ids };
  const unknown = { id: '9999', title: 'Job 9999', why: 'There is no such job.' };
  expect(await client.jobs.discardMany({ ...order, scope })).toEqual({
    discarded: 2,
    leftOut: [unknown],
    leftOutCount: 1,
  });
  const again = await client.jobs.discardMany({ ...order, scope });
  expect(again).toMatchObject({ discarded: 0, leftOutCount: 3 });
  expect(again.leftOut.map(({ why }) => why)).toEqual([
    'It was dealt with already.',
    'It was dealt with already.',
    unknown.why,
  ]);
  expect(await discards(client)).toHaveLength(1);
});

it('J2: answers everybody else between two portions, and keeps what it did when it is ended early', async () => {
  const { client } = await open();
  const ending = new AbortController();
  const call = client.jobs.discardMany(order, { signal: ending.signal });
  while ((await openJobs(client)) === DEAD) await nextTurn();
  expect(await openJobs(client)).toBe(DEAD - 200);
  ending.abort();
  await call.catch(() => undefined);
  await nextTurn();
  expect(await openJobs(client)).toBe(DEAD - 200);
  expect(await client.jobs.discardMany(order)).toMatchObject({ discarded: DEAD - 200 });
  expect(await client.audit.verify({})).toMatchObject({ ok: true });
});

it('J2: discards the oldest of what a filter finds', async () => {
  const { client } = await open();
  const mailbox = 'mailbox-3@sandbox.example';
  const scope: ReplayScope = { kind: 'filter', filter: { mailbox }, first: 5 };
  expect(await client.jobs.discardMany({ ...order, scope })).toMatchObject({ discarded: 5 });
  const left = await client.jobs.page({ filter: { fate: 'open', mailbox }, after: null, limit: 100 });
  const gone = await client.jobs.page({ filter: { fate: 'discarded', mailbox }, after: null, limit: 100 });
  expect(gone.total).toBe(5);
  const oldest = left.rows.map(({ diedAt }) => diedAt ?? '').toSorted()[0] ?? '';
  expect(gone.rows.every(({ diedAt }) => (diedAt ?? '') < oldest)).toBe(true);
});

it('J12: is refused where the role does not allow it, also when nothing matches', async () => {
  const { client } = await open({ MAILROOM_JOBS_ROLE: 'retry' });
  expect((await client.jobs.totals({})).role).toBe('retry');
  const refused = { data: { error: { error_code: 'not_permitted' } } };
  await expect(client.jobs.discardMany(order)).rejects.toMatchObject(refused);
  const none: ReplayScope = { kind: 'filter', filter: { mailbox: 'nobody@sandbox.example' } };
  await expect(client.jobs.discardMany({ ...order, scope: none })).rejects.toMatchObject(refused);
  expect(await openJobs(client)).toBe(DEAD);
});
