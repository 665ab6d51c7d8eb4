import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ShellStatus } from '../../contract/shell.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { freePort } from '../helpers/free-port.ts';
import { mail, startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

/** The first status that is as wanted. */
async function statusWhere(client: ApiClient, isWanted: (status: ShellStatus) => boolean): Promise<ShellStatus> {
  for await (const status of await client.shell.status({})) if (isWanted(status)) return status;
  throw new Error('the stream ended');
}
const statusNow = (client: ApiClient): Promise<ShellStatus> => statusWhere(client, () => true);

describe('the status line', () => {
  it('tells at once how things stand, and nothing that is not known', async () => {
    const { client } = await startEngine({ graphBaseUrl: 'http://127.0.0.1:9/v1.0' });
    expect(await statusNow(client)).toMatchObject({
      accounts: [{ signInNeeded: false }],
      tenant: 'static',
      internalOnly: null,
      moving: { uploading: 0, total: 0, bytesPerSecond: 0 },
      waits: [],
      workerSeenAt: null,
      paused: false,
    });
  });

  it('names the domains that mail may go to', async () => {
    const tenant = await startTenant();
    const env = { MS_INTERNAL_ONLY: 'true', MS_INTERNAL_DOMAINS: 'sandbox.example' };
    const { client } = await startEngine({ ...tenant, env });
    expect((await statusNow(client)).internalOnly).toEqual(['sandbox.example']);
  });

  it('counts what moves and how fast, and sees the worker and the network', async () => {
    const tenant = await startTenant();
    const engine = await startEngine(tenant);
    await tenant.fault({ method: 'PUT', nth: 2, action: 'slow', delayMs: 600 });
    const { path } = writeFile('plans.bin', 8_000_000);
    const { row } = await engine.client.outbox.submit(mail({ attachments: [{ path }] }));
    const before = new Date().toISOString();
    const moving = statusWhere(engine.client, (status) => status.moving.bytesPerSecond > 0);
    await engine.start();
    const status = await moving;
    expect(status).toMatchObject({ moving: { uploading: 1, total: 1 }, network: 'online', paused: false });
    expect((status.workerSeenAt ?? '') >= before).toBe(true);
    await waitFor(engine.client, row.id, 'sent');
    await statusWhere(engine.client, ({ moving: { total } }) => total === 0);
  });

  it('counts a message that is still being written while its files go ahead', async () => {
    const tenant = await startTenant();
    const { client, start } = await startEngine(tenant);
    await tenant.fault({ method: 'PUT', action: 'slow', times: 0, delayMs: 300 });
    const { id } = await client.compose.start({ account: null });
    expect((await statusNow(client)).moving.total).toBe(0);
    const { path } = writeFile('plans.bin', 8_000_000);
    await client.compose.attach({ id, source: { path } });
    await start();
    await statusWhere(client, ({ moving: { uploading, total } }) => uploading === 1 && total === 1);
    await statusWhere(client, ({ moving: { total } }) => total === 0);
  });

  it('says offline while no connection is made, and online when something answers again', async () => {
    const port = await freePort();
    const engine = await startEngine({ graphBaseUrl: `http://127.0.0.1:${String(port)}/v1.0` });
    await engine.client.outbox.submit(mail());
    await engine.start();
    expect(await statusWhere(engine.client, (status) => status.network !== 'unknown')).toMatchObject({
      network: 'offline',
    });
    const server = createServer((_, response) => response.writeHead(503).end()).listen(port, '127.0.0.1');
    onTestFinished(() => void server.close());
    const { id } = (await engine.client.outbox.list({}))[0] ?? { id: null };
    if (id !== null) await engine.client.outbox.resume({ id });
    expect(await statusWhere(engine.client, (status) => status.network !== 'offline')).toMatchObject({
      network: 'online',
    });
  });

  it('tells what is paced, and until when', async () => {
    const tenant = await startTenant();
    const engine = await startEngine(tenant);
    await tenant.fault({ path: '/messages', action: 'throttle', retryAfter: 30 });
    await engine.client.outbox.submit(mail());
    await engine.start();
    const { waits, accounts } = await statusWhere(engine.client, (status) => status.waits.length > 0);
    expect(waits).toEqual([{ account: accounts[0]?.id, because: 'throttled', until: expect.stringMatching(/Z$/) }]);
  });

  it('ends when its reader leaves', async () => {
    const { client } = await startEngine({ graphBaseUrl: 'http://127.0.0.1:9/v1.0' });
    const leave = new AbortController();
    const seen: ShellStatus[] = [];
    const reading = (async () => {
      for await (const status of await client.shell.status({}, { signal: leave.signal })) {
        seen.push(status);
        leave.abort();
      }
    })();
    await Promise.allSettled([reading]);
    expect(seen).toHaveLength(1);
  });
});

describe('pause all', () => {
  it('stops every message that nothing has left of, and resume all sends each once', async () => {
    const tenant = await startTenant();
    const engine = await startEngine(tenant);
    const { client } = engine;
    expect(await client.shell.pauseAll({})).toEqual({ paused: false });
    const sent = await Promise.all(['A', 'B', 'C'].map((subject) => client.outbox.submit(mail({ subject }))));
    expect(await client.shell.pauseAll({})).toEqual({ paused: true });
    await engine.start();
    await client.engine.runUntilIdle({});
    expect((await client.outbox.list({})).map((row) => row.state)).toEqual(['paused', 'paused', 'paused']);
    expect(await statusNow(client)).toMatchObject({ paused: true, moving: { uploading: 0, total: 3 } });
    expect(await client.shell.resumeAll({})).toEqual({ paused: false });
    for (const { row } of sent) await waitFor(client, row.id, 'sent');
    expect((await tenant.delivered()).map((one) => one.subject).toSorted()).toEqual(['A', 'B', 'C']);
  });

  it('leaves alone what is only being written', async () => {
    const tenant = await startTenant();
    const { client } = await startEngine(tenant);
    const { id } = await client.compose.start({ account: null });
    expect(await client.shell.pauseAll({})).toEqual({ paused: false });
    expect((await client.outbox.show({ id })).row.state).toBe('draft');
  });
});
