import { describe, expect, it } from 'vitest';
import type { FlagRow } from '../../contract/flags.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { freePort } from '../helpers/free-port.ts';
import { interceptMail } from '../helpers/intercept-mail.ts';
import { patiently } from '../helpers/patiently.ts';
import { hasRedis, startRedis, type TestRedis } from '../helpers/redis-server.ts';
import { mail, startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

const key = (name: string): string => `flags:microsoft:${name}`;

async function flag(client: ApiClient, name: FlagRow['name']): Promise<FlagRow | undefined> {
  return (await client.flags.list({})).find((row) => row.name === name);
}

/** An engine on a tenant with a Redis that lets everybody in. */
async function rolledOut(env: Record<string, string> = {}) {
  const redis = await startRedis();
  await redis.set(key('rollout_percent'), '100');
  const tenant = await startTenant({ sessionMinimumBytes: 0 });
  const engine = await startEngine({ ...tenant, env: { REDIS_URL: redis.url, ...env } });
  await engine.start();
  return { redis, tenant, engine, client: engine.client };
}

async function send(client: ApiClient, subject: string): Promise<void> {
  const { row } = await client.outbox.submit(mail({ subject }));
  await waitFor(client, row.id, 'sent');
}

async function audited(client: ApiClient): Promise<readonly unknown[]> {
  const entries = await client.audit.page({ before: null, limit: 100 });
  return entries.map(({ action, subject, reason, via, details }) => ({ action, subject, reason, via, details }));
}

describe.skipIf(!hasRedis)('flags from Redis', () => {
  it('MP6: decide at once, each with its origin and age, and close the gates with a reason', async () => {
    const { redis, client } = await rolledOut({ MS_INTERNAL_DOMAINS: 'inside.example' });
    await send(client, 'Let in');
    expect(await flag(client, 'rollout_percent')).toMatchObject({ value: 100, origin: 'redis', problem: null });
    expect((await flag(client, 'rollout_percent'))?.ageMs).toEqual(expect.any(Number));
    const refusals: [string, string, string][] = [
      ['rollout_percent', '0', 'rollout_gated'],
      ['internal_only', 'true', 'internal_only_recipient_blocked'],
      ['paused', 'true', 'provider_paused'],
      ['enabled', 'false', 'provider_disabled'],
    ];
    for (const [name, value, code] of refusals) {
      await redis.set(key(name), value);
      await client.flags.list({});
      await expect(client.outbox.submit(mail())).rejects.toMatchObject({
        data: { error: { error_code: code, details: { setting: key(name), origin: 'redis' } } },
      });
    }
  });

  it('SM7: tell the windows at once where mail may go, and who decided it', async () => {
    const { redis, client } = await rolledOut({ MS_INTERNAL_DOMAINS: 'inside.example' });
    const seen: unknown[] = [];
    for await (const { internalOnly, internalOnlyBy } of await client.shell.status({})) {
      seen.push([internalOnly, internalOnlyBy]);
      if (internalOnly !== null) break;
      await redis.set(key('internal_only'), 'true');
    }
    expect(seen.at(0)).toEqual([null, null]);
    expect(seen.at(-1)).toEqual([['inside.example'], 'redis']);
  });

  it('MP6: stand below policy and environment, which nobody can change from here', async () => {
    const { redis, client } = await rolledOut({
      PROVIDER_MICROSOFT_ENABLED: 'true',
      PROVIDER_MICROSOFT_ROLLOUT_PERCENT: '100',
    });
    await redis.set(key('enabled'), 'false');
    await redis.set(key('rollout_percent'), '0');
    expect(await flag(client, 'enabled')).toMatchObject({
      value: true,
      origin: 'environment',
      isManaged: true,
      ageMs: null,
    });
    await send(client, 'Managed');
    const order = { name: 'enabled', value: false, reason: 'test', via: 'command' } as const;
    await expect(client.flags.set(order)).rejects.toMatchObject({ data: { error: { error_code: 'flag_managed' } } });
    expect(await redis.get(key('enabled'))).toBe('false');
    expect(await audited(client)).toEqual([]);
  });

  it('MP6: are set for all with a reason that is kept', async () => {
    const { redis, client } = await rolledOut();
    const order = { name: 'rollout_percent', value: 25, reason: 'First department', via: 'command' } as const;
    expect(await client.flags.set(order)).toMatchObject({ value: 25, origin: 'redis', problem: null });
    expect(await redis.get(key('rollout_percent'))).toBe('25');
    expect(await audited(client)).toEqual([
      {
        action: 'flag.set',
        subject: 'flag:rollout_percent',
        reason: 'First department',
        via: 'command',
        details: { from: '100', to: '25', where: key('rollout_percent') },
      },
    ]);
    const wrong = { ...order, name: 'paused', value: 25 } as const;
    await expect(client.flags.set(wrong)).rejects.toMatchObject({
      data: { error: { error_code: 'validation_error' } },
    });
  });

  it('MP6: are held when they make no sense, and the doctor says so', async () => {
    const { redis, client } = await rolledOut();
    await redis.set(key('rollout_percent'), '150');
    const problem = expect.stringContaining('flags:microsoft:rollout_percent is "150" in Redis');
    expect(await flag(client, 'rollout_percent')).toMatchObject({ value: 100, problem });
    const { ok, checks } = await client.engine.doctor({});
    expect(ok).toBe(false);
    expect(checks.find(({ name }) => name === 'flag rollout_percent')).toMatchObject({ ok: false, detail: problem });
    await send(client, 'Held value');
  });

  it('MP6: hold with their age while Redis is killed and started again, and sends go on', async () => {
    const { redis, tenant, engine, client } = await rolledOut();
    let sent = 0;
    const over = new AbortController();
    async function keepSending(): Promise<void> {
      while (!over.signal.aborted) {
        await send(client, `Mail ${String(sent)}`);
        sent += 1;
      }
    }
    const sending = keepSending();
    await expect.poll(() => sent, patiently).toBeGreaterThan(0);
    await redis.kill();
    const away = expect.stringContaining('Redis has not answered since');
    await expect.poll(async () => (await flag(client, 'rollout_percent'))?.problem, patiently).toEqual(away);
    const sentWhenAway = sent;
    await expect.poll(() => sent, patiently).toBeGreaterThan(sentWhenAway + 1);
    const held = await flag(client, 'rollout_percent');
    expect(held).toMatchObject({ value: 100, origin: 'redis' });
    await expect
      .poll(async () => (await flag(client, 'rollout_percent'))?.ageMs, patiently)
      .toBeGreaterThan(held?.ageMs ?? 0);
    await expect(
      client.flags.set({ name: 'paused', value: true, reason: 'test', via: 'command' }),
    ).rejects.toMatchObject({
      data: { error: { error_code: 'flags_unavailable', retriable: true } },
    });

    // It comes back empty: what is not there must not close a gate either.
    await redis.start();
    const lost = expect.stringContaining('Redis has lost flags:microsoft:rollout_percent');
    await expect.poll(async () => (await flag(client, 'rollout_percent'))?.problem, patiently).toEqual(lost);
    await redis.set(key('rollout_percent'), '50');
    await expect.poll(() => flag(client, 'rollout_percent'), patiently).toMatchObject({ value: 50, problem: null });
    over.abort();
    // Whoever is beyond the half is told so; until then every mail went.
    await sending.catch(() => undefined);
    expect((await tenant.delivered()).length).toBeGreaterThanOrEqual(sent);
    expect(await tenant.violations()).toEqual([]);
    expect(engine.logged.length).toBeGreaterThan(0);
  });

  it('MP6: are kept for a start without Redis', async () => {
    const { redis, tenant, engine } = await rolledOut();
    await engine.client.flags.set({ name: 'rollout_percent', value: 42, reason: 'test', via: 'command' });
    await engine.close();
    await redis.kill();
    const next = await startEngine({ ...tenant, dataDir: engine.dataDir, env: { REDIS_URL: redis.url } });
    expect(await flag(next.client, 'rollout_percent')).toMatchObject({
      value: 42,
      origin: 'redis',
      problem: expect.stringContaining('The value it had last holds'),
    });
  });
});

describe('flags without Redis', () => {
  it('MP6: let nobody in while a Redis that was set was never reached, and say since when', async () => {
    const tenant = await startTenant();
    const url = `redis://:secret@127.0.0.1:${String(await freePort())}`;
    const engine = await startEngine({ ...tenant, env: { REDIS_URL: url } });
    const said = expect.stringMatching(/Redis \(REDIS_URL\) has not answered since \d{4}-.*nobody is let in/);
    expect(await flag(engine.client, 'rollout_percent')).toMatchObject({ value: 0, problem: said });
    await expect(engine.client.outbox.submit(mail())).rejects.toMatchObject({
      data: { error: { error_code: 'rollout_gated', message: said } },
    });
    expect(JSON.stringify([await engine.client.engine.doctor({}), engine.logged])).not.toContain('secret');
  });

  it('MP6: are set on this computer alone, as a choice among the settings', async () => {
    const tenant = await startTenant();
    const { client } = await startEngine(tenant);
    const order = { name: 'paused', value: true, reason: 'Wrong list', via: 'command' } as const;
    expect(await client.flags.set(order)).toMatchObject({ value: true, origin: 'person', ageMs: null });
    await expect(client.outbox.submit(mail())).rejects.toMatchObject({
      data: { error: { error_code: 'provider_paused' } },
    });
    expect(await audited(client)).toMatchObject([{ action: 'flag.set', reason: 'Wrong list' }]);
    expect(await client.flags.set({ ...order, value: false })).toMatchObject({ value: false });
    expect((await client.outbox.submit(mail())).created).toBe(true);
  });
});

describe.skipIf(!hasRedis)('a stop while messages are on their way', () => {
  const chunks = { MS_UPLOAD_CHUNK_SIZE_BYTES: '327680', MS_UPLOAD_SESSION_THRESHOLD_BYTES: '327680' };

  /** A mail with a file of five chunks, stopped in Redis at its first request of this kind. */
  async function stoppedAt(method: 'createDraft' | 'putChunk' | 'sendDraft' | 'addSmallAttachment', redis: TestRedis) {
    const tenant = await startTenant({ sessionMinimumBytes: 0 });
    const client = Promise.withResolvers<ApiClient>();
    let isStopped = false;
    const instrument = interceptMail({
      async before(called) {
        if (called !== method || isStopped) return;
        isStopped = true;
        await redis.set(key('paused'), 'true');
        await (await client.promise).flags.list({});
      },
    });
    const engine = await startEngine({ ...tenant, env: { REDIS_URL: redis.url, ...chunks }, instrument });
    client.resolve(engine.client);
    const files = [writeFile('notes.txt', 1_000), writeFile('plans.bin', 1_500_000, 2)];
    const attachments = files.map(({ path }) => ({ path }));
    const { row } = await engine.client.outbox.submit(mail({ subject: 'Stopped', attachments }));
    await engine.start();
    return { tenant, engine, id: row.id, hashes: files.map(({ sha256 }) => sha256) };
  }

  it.each(['createDraft', 'addSmallAttachment', 'putChunk'] as const)(
    'MP6: lets it wait after %s, uncounted and with nothing torn, and goes on by itself',
    async (method) => {
      const redis = await startRedis();
      await redis.set(key('rollout_percent'), '100');
      const { tenant, engine, id, hashes } = await stoppedAt(method, redis);
      const stopped = {
        state: 'paused',
        reason: 'Sending is stopped for now. It goes on by itself.',
        cancellable: true,
      };
      await expect.poll(async () => (await engine.client.outbox.show({ id })).row, patiently).toMatchObject(stopped);
      const { confirmedBytes } = (await engine.client.outbox.show({ id })).row;
      expect(confirmedBytes % 327_680 === 0 || confirmedBytes % 327_680 === 1_000).toBe(true);
      expect(await engine.client.engine.runUntilIdle({})).toMatchObject({ done: 0, failed: 0, dead: 0, waiting: 1 });
      expect(await tenant.subjects('sentitems')).not.toContain('Stopped');

      await redis.set(key('paused'), 'false');
      await waitFor(engine.client, id, 'sent');
      const { events } = await engine.client.outbox.show({ id });
      expect(events.map(({ what }) => what)).toEqual(
        expect.arrayContaining(['Sending is stopped for now. Nothing left.', 'Sending goes on.']),
      );
      const delivered = await tenant.delivered();
      expect(delivered.map((one) => one.attachments.map((file) => file.sha256))).toEqual([hashes]);
      expect(await tenant.violations()).toEqual([]);
    },
  );

  it('MP6: follows to its end what is being sent', async () => {
    const redis = await startRedis();
    await redis.set(key('rollout_percent'), '100');
    const { tenant, engine, id } = await stoppedAt('sendDraft', redis);
    await waitFor(engine.client, id, 'sent');
    expect(await flag(engine.client, 'paused')).toMatchObject({ value: true });
    expect(await tenant.delivered()).toHaveLength(1);
  });

  it('MP6: holds over a restart, and ends at the next start when it was lifted meanwhile', async () => {
    const redis = await startRedis();
    await redis.set(key('rollout_percent'), '100');
    const { tenant, engine, id } = await stoppedAt('putChunk', redis);
    await expect.poll(async () => (await engine.client.outbox.show({ id })).row.state, patiently).toBe('paused');
    await engine.close();
    await redis.set(key('paused'), 'false');
    const env = { REDIS_URL: redis.url, ...chunks };
    const next = await startEngine({ ...tenant, dataDir: engine.dataDir, env });
    await next.start();
    await waitFor(next.client, id, 'sent');
    expect(await tenant.delivered()).toHaveLength(1);
  });
});
