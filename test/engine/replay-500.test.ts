import BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { JobRow, ReplayRow } from '../../contract/jobs.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import {
  break500Jobs,
  breakingEnv,
  breakingSwitches,
  REFUSED,
  UNPROVEN,
  UNREACHABLE,
} from '../helpers/break-500-jobs.ts';
import { ownMailbox } from '../helpers/collected-mail.ts';
import { startEngine, type TestEngine } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';
import { patiently } from '../helpers/patiently.ts';

const DOWNLOADS = REFUSED + UNREACHABLE;
const everything = { kind: 'filter', filter: {} } as const;
const pace = { perMinute: 6_000, cap: null, stopRule: { failures: 5, outOf: 50 } } as const;

it('J1, J2, J6, J7, J8, J10, GW4: 500 jobs die of three causes; 497 are replayed, each once, and three sends are left alone', async () => {
  const tenant = await startTenant(breakingSwitches);
  let engine = await open();
  const dataDir = engine.dataDir;

  async function open(folder?: string): Promise<TestEngine> {
    const opened = await startEngine({
      ...tenant,
      env: breakingEnv,
      ...(folder === undefined ? {} : { dataDir: folder }),
    });
    await opened.start();
    return opened;
  }
  async function restart(meanwhile: () => void): Promise<ApiClient> {
    await engine.close();
    meanwhile();
    engine = await open(dataDir);
    return engine.client;
  }
  const client = await break500Jobs({ tenant, mailbox: ownMailbox, dataDir, client: engine.client, restart });

  const causes = await client.jobs.causes({ filter: {} });
  expect(causes.map(({ work, words, count }) => [work, words, count])).toEqual([
    ['Download', 'Microsoft 365 refused access to the message', REFUSED],
    ['Download', 'Microsoft 365 had a trouble of its own (502)', UNREACHABLE],
    ['Send', 'Could not be proven whether it was sent', UNPROVEN],
  ]);

  const before = await deadJobs(client);
  const effect = await client.jobs.replays.dryRun({ scope: everything });
  expect(effect).toMatchObject({ inScope: 500, willReplay: DOWNLOADS, sends: 0, other: 0, excludedCount: UNPROVEN });
  expect(effect.downloads).toMatchObject({ jobs: DOWNLOADS, unlisted: DOWNLOADS });
  expect(effect.excluded.map(({ title }) => title).toSorted()).toEqual(
    [1, 2, 3].map((n) => `Send 'In doubt ${String(n)}' to 1 person`),
  );
  expect(await deadJobs(client)).toEqual(before);

  const order = {
    key: '00000000-0000-4000-8000-000000000500',
    scope: everything,
    pace,
    reason: 'Access is back.',
    via: 'window',
  } as const;
  const [first, second] = await Promise.all([client.jobs.replays.start(order), client.jobs.replays.start(order)]);
  expect(second.id).toBe(first.id);
  const { id } = first;
  await expect.poll(async () => (await rowOf(client, id)).moved, patiently).toBeGreaterThan(50);
  const stopped = await client.jobs.replays.stop({ id, reason: 'Enough for now.', via: 'window' });
  expect(stopped).toMatchObject({ state: 'stopped', total: DOWNLOADS });
  expect(stopped.moved).toBeLessThan(DOWNLOADS);
  await restart(() => undefined);
  expect(await rowOf(engine.client, id)).toMatchObject({ state: 'stopped', moved: stopped.moved });

  await engine.client.jobs.replays.resume({ id, reason: null, via: 'window' });
  await expect.poll(async () => (await rowOf(engine.client, id)).succeeded, patiently).toBe(DOWNLOADS);
  expect(await rowOf(engine.client, id)).toMatchObject({ state: 'finished', moved: DOWNLOADS, skipped: 0, failed: 0 });

  const after = await deadJobs(engine.client);
  const successors = await Promise.all(
    after
      .filter(({ fate }) => fate === 'replayed')
      .map(async (row) => (await engine.client.jobs.show({ id: row.id })).replayedBy),
  );
  expect([successors.length, new Set(successors).size]).toEqual([DOWNLOADS, DOWNLOADS]);
  expect(after.filter(({ fate }) => fate === 'open').map(({ kind }) => kind)).toEqual([
    'outbox.advance',
    'outbox.advance',
    'outbox.advance',
  ]);
  expect((await tenant.delivered()).length).toBe(0);

  expect(await engine.client.audit.verify({})).toMatchObject({ ok: true });
  const page = await engine.client.audit.page({ before: null, limit: 100 });
  expect(page.map(({ action }) => action).toReversed()).toEqual([
    'replay.start',
    'replay.stop',
    'replay.resume',
    'replay.finish',
  ]);
  await engine.close();
  alterOneByte(dataDir);
  engine = await open(dataDir);
  expect(await engine.client.audit.verify({})).toMatchObject({ ok: false, brokenAt: 2 });
  expect((await engine.client.engine.doctor({})).checks).toContainEqual(
    expect.objectContaining({ name: 'audit log', ok: false }),
  );
});

async function deadJobs(client: ApiClient): Promise<JobRow[]> {
  return (await client.jobs.page({ filter: { states: ['dead'] }, after: null, limit: 1000 })).rows;
}

async function rowOf(client: ApiClient, id: ReplayRow['id']): Promise<ReplayRow> {
  const row = (await client.jobs.replays.list({ limit: 10 })).find((one) => one.id === id);
  if (row === undefined) throw new Error('the replay is gone');
  return row;
}

function alterOneByte(dataDir: string): void {
  const db = new BetterSqlite3(join(dataDir, 'mailroom.db'));
  db.exec(`DROP TRIGGER audit_never_changed; UPDATE audit_entry SET reason = 'Enough for now!' WHERE n = 2`);
  db.close();
}
