import { describe, expect, it } from 'vitest';
import type { OutboxId } from '../../contract/ids.ts';
import type { JobStore } from '../../main/core/ports/job-store.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { interceptMail } from '../helpers/intercept-mail.ts';
import { patiently } from '../helpers/patiently.ts';
import { mail, startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startTenant, type TestTenant } from '../helpers/start-tenant.ts';

const env = { MS_UPLOAD_CHUNK_SIZE_BYTES: '327680', MS_UPLOAD_SESSION_THRESHOLD_BYTES: '327680' };
/** Longer than any test: what meets it stands until somebody takes it away. */
const FOR_EVER_MS = 60_000;

async function rig() {
  const tenant = await startTenant({ sessionMinimumBytes: 0 });
  const engine = await startEngine({ ...tenant, env });
  const submitLarge = async (subject: string): Promise<OutboxId> => {
    const { path } = writeFile(`${subject}.bin`, 700_000);
    const { row } = await engine.client.outbox.submit(mail({ subject, attachments: [{ path }] }));
    return row.id;
  };
  return { tenant, engine, client: engine.client, submitLarge };
}

const stateOf = async (client: ApiClient, id: OutboxId) => (await client.outbox.show({ id })).row.state;

/** Both places of large files are taken by uploads that get no further. */
async function stuckUploads({ tenant, engine, client, submitLarge }: Awaited<ReturnType<typeof rig>>) {
  await tenant.fault({ method: 'PUT', action: 'slow', times: 0, delayMs: FOR_EVER_MS });
  const ids = [await submitLarge('First'), await submitLarge('Second')];
  await engine.start();
  for (const id of ids) await expect.poll(() => stateOf(client, id), patiently).toBe('uploading');
  await expect.poll(() => stuckRequests(tenant), patiently).toBe(2);
  return ids;
}

async function stuckRequests(tenant: TestTenant): Promise<number> {
  const faults = (await tenant.control('GET', 'faults')) as readonly { readonly used: number }[];
  return faults.reduce((total, { used }) => total + used, 0);
}

describe('U8: lanes', () => {
  it('a small message leaves at once while every place of large files is taken and more of them wait', async () => {
    const parts = await rig();
    const large = await stuckUploads(parts);
    large.push(await parts.submitLarge('Third'), await parts.submitLarge('Fourth'));
    const { row } = await parts.client.outbox.submit(mail({ subject: 'Small' }));
    await waitFor(parts.client, row.id, 'sent');
    for (const id of large) expect(await stateOf(parts.client, id)).not.toBe('sent');
  });

  it('also when the large files were attached to drafts that had begun as small ones', async () => {
    const { tenant, engine, client } = await rig();
    await tenant.fault({ method: 'PUT', action: 'slow', times: 0, delayMs: FOR_EVER_MS });
    await engine.start();
    const text = { to: [], cc: [], bcc: [], subject: 'Draft', html: '<p>…</p>', importance: 'normal' } as const;
    for (let n = 0; n < 3; n += 1) {
      const { id, revision } = await client.compose.start({ account: null });
      await client.compose.save({ id, revision, text: { ...text, to: [], cc: [], bcc: [] } });
      await client.compose.attach({ id, source: { path: writeFile(`large-${String(n)}.bin`, 700_000).path } });
    }
    await expect.poll(() => stuckRequests(tenant), patiently).toBe(2);
    const { row } = await client.outbox.submit(mail({ subject: 'Small' }));
    await waitFor(client, row.id, 'sent');
  });
});

describe('U9: the order', () => {
  it('what a person puts first does not wait for the uploads under way, and nothing goes twice', async () => {
    const tenant = await startTenant({ sessionMinimumBytes: 0 });
    const claimed: (string | null)[] = [];
    const gate = Promise.withResolvers<void>();
    let chunks = 0;
    const instrument = {
      ...interceptMail({
        async before(method) {
          if (method !== 'putChunk') return;
          chunks += 1;
          await gate.promise;
        },
      }),
      jobStore: (store: JobStore): JobStore => ({
        ...store,
        claim(request) {
          const lease = store.claim(request);
          if (lease?.job.lane === 'large') claimed.push(lease.job.dedupeKey);
          return lease;
        },
      }),
    };
    const { client, start } = await startEngine({ ...tenant, env, instrument });
    const submit = async (subject: string): Promise<OutboxId> => {
      const { path } = writeFile(`${subject}.bin`, 700_000);
      return (await client.outbox.submit(mail({ subject, attachments: [{ path }] }))).row.id;
    };
    const under = [await submit('First'), await submit('Second')];
    await start();
    await expect.poll(() => chunks, patiently).toBe(2);
    const third = await submit('Third');
    const before = claimed.length;
    expect(await client.outbox.sendFirst({ ids: [third] })).toMatchObject([{ id: third, place: -1 }]);
    gate.resolve();
    for (const id of [third, ...under]) await waitFor(client, id, 'sent');
    expect(claimed[before]).toBe(`outbox:${third}`);
    const subjects = (await tenant.delivered()).map(({ subject }) => subject);
    expect(subjects.toSorted()).toEqual(['First', 'Second', 'Third']);
  });
});

describe('U10: a pause of some hours', () => {
  it('holds what is added meanwhile too, survives a restart, and ends when somebody resumes', async () => {
    const tenant = await startTenant({ sessionMinimumBytes: 0 });
    const first = await startEngine({ ...tenant, env });
    await first.start();
    const { pausedUntil } = await first.client.shell.pauseFor({ minutes: 240 });
    const { row } = await first.client.outbox.submit(mail());
    await expect.poll(() => stateOf(first.client, row.id), patiently).toBe('paused');
    await first.close();

    const { client, start } = await startEngine({ ...tenant, env, dataDir: first.dataDir });
    await start();
    expect((await client.outbox.show({ id: row.id })).row).toMatchObject({
      state: 'paused',
      waitingUntil: pausedUntil,
    });
    expect(await tenant.delivered()).toEqual([]);
    expect(await client.shell.resumeAll({})).toEqual({ paused: false });
    await waitFor(client, row.id, 'sent');
  });

  it('is another thing than pausing each message: its end resumes none that was paused by itself', async () => {
    const { engine, client } = await rig();
    await engine.start();
    await client.shell.pauseFor({ minutes: 1 });
    const paused = (await client.outbox.submit(mail({ subject: 'Paused' }))).row.id;
    await client.outbox.pause({ id: paused });
    const free = (await client.outbox.submit(mail({ subject: 'Free' }))).row.id;
    await client.shell.resumeAll({});
    await waitFor(client, free, 'sent');
    expect(await stateOf(client, paused)).toBe('paused');
    expect(await client.shell.resumeAll({})).toEqual({ paused: false });
    await waitFor(client, paused, 'sent');
  });
});

describe('U10: the rules for battery and metered networks', () => {
  it('hold large files while the machine says so, and let them go when it is plugged in', async () => {
    const { engine, client, submitLarge } = await rig();
    await client.settings.set({ name: 'MAILROOM_BATTERY_FLOOR_PERCENT', value: '30', via: 'window' });
    await engine.start();
    const low = { onBattery: true, batteryPercent: 12, metered: null };
    expect(await client.shell.tellPower(low)).toEqual({ waits: true });
    const large = await submitLarge('Large');
    await expect.poll(() => stateOf(client, large), patiently).toBe('paused');
    const small = (await client.outbox.submit(mail())).row.id;
    await waitFor(client, small, 'sent');
    expect((await client.outbox.show({ id: large })).row.reason).toContain('battery');
    expect(await client.shell.tellPower({ ...low, onBattery: false })).toEqual({ waits: false });
    await waitFor(client, large, 'sent');
  });
});
