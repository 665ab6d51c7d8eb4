import { expect, it } from 'vitest';
import type { OutboxRow } from '../../contract/outbox.ts';
import { blobsIn } from '../helpers/collected-mail.ts';
import { patiently } from '../helpers/patiently.ts';
import { mail, startEngine, type TestEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

const atOnce = { MAILROOM_SNAPSHOT_RETENTION_DAYS: '0' };

async function journal({ client }: TestEngine, { id }: Pick<OutboxRow, 'id'>): Promise<readonly string[]> {
  return (await client.outbox.show({ id })).events.map(({ what }) => what);
}

it('27: without a time to keep them, files go as soon as their mail is in Sent Items, and those still needed stay', async () => {
  const tenant = await startTenant();
  const engine = await startEngine({ ...tenant, env: atOnce });
  const [plans, photo] = [writeFile('plans.bin', 9_000), writeFile('photo.bin', 9_000, 2)];
  const sending = await engine.client.outbox.submit(
    mail({ attachments: [{ path: plans.path }, { path: photo.path }] }),
  );
  const waiting = await engine.client.outbox.submit(mail({ attachments: [{ path: photo.path }] }));
  await engine.client.outbox.pause({ id: waiting.row.id });
  await engine.start();
  await waitFor(engine.client, sending.row.id, 'sent');
  await expect.poll(() => blobsIn(engine.dataDir), patiently).toEqual([photo.sha256]);

  await engine.client.outbox.resume({ id: waiting.row.id });
  await waitFor(engine.client, waiting.row.id, 'sent');
  await expect.poll(() => blobsIn(engine.dataDir), patiently).toEqual([]);
  const { row } = await engine.client.outbox.show({ id: sending.row.id });
  expect(row.attachments.map(({ name, sha256 }) => [name, sha256])).toEqual([
    ['plans.bin', plans.sha256],
    ['photo.bin', photo.sha256],
  ]);
  expect((await journal(engine, row)).at(-1)).toContain('let go of its copies');
  const delivered = await tenant.delivered();
  expect(delivered.map(({ attachments }) => attachments.length).toSorted((a, b) => a - b)).toEqual([1, 2]);
});

it('never keeps a run that waits for idle, and files stay for a week by default', async () => {
  const tenant = await startTenant();
  const first = await startEngine(tenant);
  const file = writeFile('plans.bin', 9_000);
  const { row } = await first.client.outbox.submit(mail({ attachments: [{ path: file.path }] }, 'K'));
  expect(await first.client.engine.runUntilIdle({})).toMatchObject({ done: 1, waiting: 0 });
  expect(await first.client.engine.runUntilIdle({})).toMatchObject({ waiting: 0 });
  expect(blobsIn(first.dataDir)).toEqual([file.sha256]);
  await first.close();

  const second = await startEngine({ ...tenant, dataDir: first.dataDir, env: atOnce });
  expect(await second.client.engine.runUntilIdle({})).toMatchObject({ waiting: 0 });
  expect(blobsIn(first.dataDir)).toEqual([]);
  const again = await second.client.outbox.submit(mail({ attachments: [{ path: file.path }] }, 'K'));
  expect(again).toMatchObject({ created: false, row: { id: row.id, state: 'sent' } });
  expect(await tenant.delivered()).toHaveLength(1);
});
