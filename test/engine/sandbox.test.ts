import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sandboxFaults } from '../../contract/shell.ts';
import { openEngine } from '../../main/engine.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { followSignIn } from '../../main/sandbox/robot-browser.ts';
import { startLocalTenant } from '../../main/cli/start-local-tenant.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { mail, startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

/** The engine on its own sandbox tenant, signed in, as it is at the first start of a person without a tenant. */
async function startAtHome(): Promise<ApiClient> {
  const dataDir = temporaryFolder();
  const shortWaits = { MS_SEND_SETTLE_MS: '300', MS_SEND_PROBE_MS: '50', MS_RETRY_BASE_MS: '10' };
  const env = { MAILROOM_POLICY_FILE: join(dataDir, 'no-policy.json'), ...shortWaits };
  const host = { env, dataDir, log: () => undefined, startSandbox: startLocalTenant };
  const engine = await openEngine(host, { work: true });
  onTestFinished(() => engine.close());
  await signIn(engine.client);
  return engine.client;
}

async function signIn(client: ApiClient): Promise<void> {
  let robot: Promise<unknown> = Promise.resolve();
  for await (const step of await client.accounts.signIn({ method: 'browser', loginHint: 'sender@sandbox.example' })) {
    if (step.kind === 'openBrowser') robot = followSignIn(step.url, 'sender@sandbox.example');
  }
  await robot;
}

describe('the sandbox panel', () => {
  it('shows the mailboxes, and what the tenant says it delivered', async () => {
    const client = await startAtHome();
    const file = writeFile('plans.bin', 1_000);
    const { row } = await client.outbox.submit(mail({ attachments: [{ path: file.path }] }));
    await waitFor(client, row.id, 'sent');
    await expect.poll(async () => (await client.sandbox.state({})).delivered).toHaveLength(1);
    const state = await client.sandbox.state({});
    expect(state.delivered[0]).toMatchObject({
      subject: 'Plans',
      recipients: ['finance@sandbox.example'],
      files: [{ name: 'plans.bin', sizeBytes: 1_000, sha256: file.sha256 }],
    });
    expect(state.mailboxes.map((mailbox) => mailbox.address)).toContain('sender@sandbox.example');
    expect(state.active).toEqual([]);
    for await (const status of await client.shell.status({})) {
      expect(status).toMatchObject({ tenant: 'sandbox', accounts: [{ address: 'sender@sandbox.example' }] });
      break;
    }
  });

  it('causes every fault, tells how long each lasts, and clears them', async () => {
    const client = await startAtHome();
    for (const fault of sandboxFaults.filter((one) => one !== 'signInExpires')) await client.sandbox.cause({ fault });
    await client.sandbox.cause({ fault: 'throttle' });
    expect((await client.sandbox.state({})).active).toEqual([
      { fault: 'throttle', remaining: 4 },
      { fault: 'serviceError', remaining: 3 },
      { fault: 'dropMidChunk', remaining: 1 },
      { fault: 'loseSendAnswer', remaining: 1 },
      { fault: 'expireSession', remaining: 1 },
      { fault: 'slowNetwork', remaining: 20 },
      { fault: 'cutNetwork', remaining: null },
      { fault: 'messageTooLarge', remaining: null },
      { fault: 'sendAsMissing', remaining: null },
    ]);
    expect((await client.sandbox.clear({})).active).toEqual([]);
  });

  it('ends the sign-in, and mail goes on after the next one', async () => {
    const client = await startAtHome();
    await client.sandbox.cause({ fault: 'signInExpires' });
    const { row } = await client.outbox.submit(mail());
    await waitFor(client, row.id, 'paused');
    expect(await client.accounts.list({})).toMatchObject([{ state: 'signInNeeded' }]);
    await signIn(client);
    await waitFor(client, row.id, 'sent');
  });

  it('sends once in spite of a lost answer and broken uploads', async () => {
    const client = await startAtHome();
    for (const fault of ['dropMidChunk', 'expireSession', 'loseSendAnswer'] as const)
      await client.sandbox.cause({ fault });
    const file = writeFile('plans.bin', 4_500_000);
    const { row } = await client.outbox.submit(mail({ attachments: [{ path: file.path }] }));
    await waitFor(client, row.id, 'sent');
    await expect.poll(async () => (await client.sandbox.state({})).delivered).toHaveLength(1);
    const { active, delivered } = await client.sandbox.state({});
    expect([active, delivered[0]?.files.map((one) => one.sha256)]).toEqual([[], [file.sha256]]);
  });

  it('works with a fixed token too, when a sandbox is what answers', async () => {
    const tenant = await startTenant();
    const { client } = await startEngine(tenant);
    expect((await client.sandbox.cause({ fault: 'serviceError' })).active).toEqual([
      { fault: 'serviceError', remaining: 3 },
    ]);
    await expect(client.sandbox.cause({ fault: 'signInExpires' })).rejects.toMatchObject({
      data: { error: { error_code: 'usage_error' } },
    });
  });

  it('is refused with every other tenant', async () => {
    const settings = { MS_ACCESS_TOKEN: '', MS_CLIENT_ID: '5a4db0c5-0000-4000-8000-0000000000cc' };
    const { client } = await startEngine({ graphBaseUrl: 'https://graph.example/v1.0', env: settings });
    const refused = { data: { error: { error_code: 'usage_error' } } };
    await expect(client.sandbox.state({})).rejects.toMatchObject(refused);
    await expect(client.sandbox.cause({ fault: 'throttle' })).rejects.toMatchObject(refused);
    await expect(client.sandbox.clear({})).rejects.toMatchObject(refused);
  });
});
