import { describe, expect, it } from 'vitest';
import type { FollowedFolder, IngestStatus } from '../../contract/ingest.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { freePort } from '../helpers/free-port.ts';
import { patiently } from '../helpers/patiently.ts';
import { startEngine } from '../helpers/start-engine.ts';
import { startTenant, type TestTenant } from '../helpers/start-tenant.ts';

async function statusNow(client: ApiClient): Promise<IngestStatus> {
  for await (const status of await client.ingest.status({})) return status;
  throw new Error('the stream ended');
}

async function inboxOf(client: ApiClient): Promise<FollowedFolder | undefined> {
  return (await statusNow(client)).folders[0];
}

async function control(tenant: TestTenant, name: string, body: object): Promise<void> {
  const answer = await fetch(`${tenant.origin}/sandbox/control/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

function deliver(tenant: TestTenant, subject: string): Promise<void> {
  return control(tenant, 'deliver', {
    to: 'sender@sandbox.example',
    from: { name: 'Finance', address: 'finance@sandbox.example' },
    subject,
    text: 'See the file.',
    attachments: [{ name: 'plan.bin', sizeBytes: 2_000, seed: 'plan' }],
  });
}

/** An engine that follows the Inbox from now on, its listener open, and the service told of it. */
async function listening() {
  const tenant = await startTenant();
  const engine = await startEngine(tenant);
  const { client } = engine;
  await engine.start();
  const [account] = await client.accounts.list({});
  if (account === undefined) throw new Error('there is no account');
  await client.ingest.follow({ account: account.id, folder: 'inbox', scope: { kind: 'fromNow' } });
  await expect.poll(async () => (await inboxOf(client))?.phase, patiently).toBe('steady');
  const port = await freePort();
  const opened = await client.ingest.listen({ port, publicUrl: null });
  expect(opened).toEqual({ port, publicUrl: `http://127.0.0.1:${String(port)}`, problem: null, isManaged: false });
  await expect.poll(async () => (await inboxOf(client))?.notificationsUntil, patiently).not.toBeNull();
  return { tenant, engine, client, account: account.id, port };
}

describe('GW0 GW5: notifications from the service', () => {
  it('bring a file at once, long before the next look', async () => {
    const { tenant, client } = await listening();
    const before = (await statusNow(client)).stored;
    await deliver(tenant, 'Plans');
    await expect.poll(async () => (await statusNow(client)).stored, patiently).toBe(before + 1);
    expect(await tenant.violations()).toEqual([]);
  });

  it('that are lost are made up for by the service’s own word that some were missed', async () => {
    const { tenant, client } = await listening();
    await tenant.switch({ notificationDropRate: 1 });
    await deliver(tenant, 'Plans');
    await control(tenant, 'lifecycle', { event: 'missed' });
    await expect.poll(async () => (await statusNow(client)).stored, patiently).toBe(1);
  });

  it('go on after the service has dropped the subscription', async () => {
    const { tenant, client } = await listening();
    const made = (await tenant.log({ method: 'POST', path: /\/subscriptions$/ })).length;
    await control(tenant, 'lifecycle', { event: 'subscriptionRemoved' });
    await expect
      .poll(async () => (await tenant.log({ method: 'POST', path: /\/subscriptions$/ })).length, patiently)
      .toBeGreaterThan(made);
    await deliver(tenant, 'Plans');
    await expect.poll(async () => (await statusNow(client)).stored, patiently).toBe(1);
  });

  it('are no longer asked for when the listener is closed', async () => {
    const { tenant, client } = await listening();
    expect(await client.ingest.listen({ port: null, publicUrl: null })).toMatchObject({ port: null, publicUrl: null });
    await expect.poll(async () => (await inboxOf(client))?.notificationsUntil, patiently).toBeNull();
    expect(await tenant.log({ method: 'DELETE', path: /\/subscriptions\// })).toHaveLength(1);
  });

  it('need an address that the service can reach', async () => {
    const { client } = await listening();
    await expect(client.ingest.listen({ port: 1, publicUrl: 'http://relay.example' })).rejects.toMatchObject({
      data: { error: { error_code: 'validation_error', field: 'publicUrl' } },
    });
  });
});
