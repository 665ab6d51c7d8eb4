import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HealthReport } from '../../contract/health.ts';
import { runbookOf } from '../../main/core/health/runbook-of.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { mail, startEngine, type TestEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

const nobody = { graphBaseUrl: 'http://127.0.0.1:9/v1.0' };
const runbooks = join(import.meta.dirname, '..', '..', 'docs', 'runbooks');

/** The first report that is as wanted. */
async function reportWhere(client: ApiClient, isWanted: (report: HealthReport) => boolean): Promise<HealthReport> {
  for await (const report of await client.health.watch({})) if (isWanted(report)) return report;
  throw new Error('the stream ended');
}

const ids = ({ alerts }: HealthReport) => alerts.map(({ id }) => id);
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

async function silenceWorker({ client }: TestEngine): Promise<HealthReport> {
  return client.health.silence({ alert: 'workerGone', until: inAnHour(), reason: 'being moved', via: 'command' });
}

describe('the report', () => {
  it('O1 J9: says that nothing is done while no worker runs, and that all is well once one does', async () => {
    const engine = await startEngine(await startTenant());
    const before = await engine.client.health.now({});
    expect(before.verdict).toBe('Nothing is being sent or collected: no worker is running.');
    expect(before.level).toBe('broken');
    await engine.start();
    const after = await reportWhere(engine.client, ({ level }) => level !== 'broken');
    expect(after).toMatchObject({ level: 'collecting', alerts: [] });
    expect(after.verdict).toMatch(/^Collecting, first numbers at .*\. Nothing is wrong\.$/);
    expect(Date.parse(after.firstNumbersAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('O1: measures uploads, confirmations and requests of messages that were really sent', async () => {
    const tenant = await startTenant();
    const engine = await startEngine(tenant);
    const { path } = writeFile('plans.bin', 8_000_000);
    const { row } = await engine.client.outbox.submit(mail({ attachments: [{ path }] }));
    expect((await engine.client.health.now({})).measures.confirmation.now).toBeNull();
    await engine.start();
    await waitFor(engine.client, row.id, 'sent');
    const { measures } = await engine.client.health.now({});
    expect(measures.uploadRate.now).toBeGreaterThan(0);
    expect(measures.confirmation.now).toBeGreaterThan(0);
    expect(measures.errors.now).toBe(0);
    expect(measures.backlog).toEqual({ now: null, objective: { is: 'atMost', value: 600 } });
  });

  it('O1: tells of a throttle with its end, and counts it as no failure', async () => {
    const tenant = await startTenant();
    const engine = await startEngine(tenant);
    await tenant.fault({ path: '/messages', action: 'throttle', retryAfter: 90 });
    await engine.client.outbox.submit(mail());
    await engine.start();
    const { verdict, level, measures } = await reportWhere(engine.client, (report) =>
      ids(report).includes('throttled'),
    );
    expect(verdict).toMatch(/^Microsoft 365 asked us to slow down; sending continues at \d\d:\d\d by itself\.$/);
    expect([level, measures.errors.now]).toEqual(['attention', 0]);
  });

  it('I10 O1: tells that the disk is full, before anything was to be downloaded, and when it is not any more', async () => {
    let freeBytes = 200_000_000;
    const instrument = { disk: () => ({ freeBytes: () => Promise.resolve(freeBytes) }) };
    const engine = await startEngine({ ...(await startTenant()), instrument });
    await engine.start();
    const full = await reportWhere(engine.client, (report) => ids(report).join() === 'diskFull');
    expect(full.verdict).toBe('Sending is healthy. The disk is full: 0.2 GB is free; files to send may find no room.');
    freeBytes = 9e9;
    expect((await reportWhere(engine.client, ({ level }) => level !== 'broken')).alerts).toEqual([]);
  });

  it('counts no failure that never reached the service', async () => {
    const engine = await startEngine(nobody);
    await engine.client.outbox.submit(mail());
    await engine.start();
    const { verdict, measures } = await reportWhere(engine.client, (report) => ids(report).includes('offline'));
    expect(verdict).toMatch(/^Microsoft 365 cannot be reached since \d\d:\d\d; everything waits/);
    expect(measures.errors.now).toBeNull();
  });

  it('draws no objective where none is wanted', async () => {
    const engine = await startEngine({ ...nobody, env: { MAILROOM_OBJECTIVE_UPLOAD_MBPS: '0' } });
    expect((await engine.client.health.now({})).measures.uploadRate.objective).toBeNull();
  });
});

describe('a silence', () => {
  it('O2: holds over a restart, is written into the audit log by whom and why, and can be taken back', async () => {
    const tenant = await startTenant();
    const engine = await startEngine(tenant);
    const silenced = await silenceWorker(engine);
    expect(silenced.level).toBe('collecting');
    expect(silenced.alerts[0]?.silence?.reason).toBe('being moved');
    await engine.close();
    const next = await startEngine({ ...tenant, dataDir: engine.dataDir });
    expect((await next.client.health.now({})).alerts[0]?.silence).not.toBeNull();
    const spoken = await next.client.health.unsilence({ alert: 'workerGone', via: 'window' });
    expect(spoken.level).toBe('broken');
    await next.client.health.unsilence({ alert: 'workerGone', via: 'window' });
    const entries = await next.client.audit.page({ before: null, limit: 10 });
    expect(entries.map(({ action, subject, reason, via }) => [action, subject, reason, via])).toEqual([
      ['alert.unsilence', 'alert:workerGone', null, 'window'],
      ['alert.silence', 'alert:workerGone', 'being moved', 'command'],
    ]);
    expect(entries.every(({ actor }) => actor !== '')).toBe(true);
  });

  it.each([-1, 31 * 24 * 3_600_000])('O2: is refused when it would end in %d ms', async (inMs) => {
    const { client } = await startEngine(nobody);
    const until = new Date(Date.now() + inMs).toISOString();
    const asked = client.health.silence({ alert: 'workerGone', until, reason: 'long', via: 'command' });
    await expect(asked).rejects.toMatchObject({ data: { error: { error_code: 'validation_error', field: 'until' } } });
    expect(await client.audit.page({ before: null, limit: 10 })).toEqual([]);
  });

  it('O2: needs a reason', async () => {
    const { client } = await startEngine(nobody);
    const asked = client.health.silence({ alert: 'workerGone', until: inAnHour(), reason: '  ', via: 'command' });
    await expect(asked).rejects.toThrow('Input validation failed');
  });
});

describe('a runbook', () => {
  it('O2: is there for every situation, and is what stands in docs/runbooks', async () => {
    const { client } = await startEngine(nobody);
    for (const name of Object.values(runbookOf)) {
      expect((await client.health.runbook({ name })).text).toMatch(/^# /);
    }
    expect(readdirSync(runbooks)).toEqual(expect.arrayContaining(Object.values(runbookOf).map((name) => `${name}.md`)));
  });

  it.each(['../settings', 'settings', '', 'mailroom-disk-low.md', '/etc/passwd', 'constructor'])(
    'O2: is no other file: %s',
    async (name) => {
      const { client } = await startEngine(nobody);
      await expect(client.health.runbook({ name })).rejects.toThrow(/Input validation failed|no runbook/);
    },
  );
});
