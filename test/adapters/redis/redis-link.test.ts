import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { redisFlags } from '../../../main/adapters/redis/redis-flags.ts';
import { patiently } from '../../helpers/patiently.ts';
import { freePort } from '../../helpers/free-port.ts';
import { hasRedis, linkTo, startRedis } from '../../helpers/redis-server.ts';

describe.skipIf(!hasRedis)('a link to Redis', () => {
  it('MP6: reads the flags under their exact names, and says what it wrote over', async () => {
    const redis = await startRedis();
    const flags = redisFlags(await linkTo(redis));
    const nothing = { enabled: null, internal_only: null, rollout_percent: null, paused: null };
    expect(await flags.read()).toEqual({ ok: true, value: nothing });
    expect(await flags.write('rollout_percent', '10')).toEqual({ ok: true, value: null });
    expect(await flags.write('rollout_percent', '25')).toEqual({ ok: true, value: '10' });
    await redis.set('flags:microsoft:paused', 'true');
    expect(await flags.read()).toEqual({ ok: true, value: { ...nothing, rollout_percent: '25', paused: 'true' } });
    expect(await redis.get('flags:microsoft:rollout_percent')).toBe('25');
  });

  it('answers at once that Redis is away, and comes back by itself', async () => {
    const redis = await startRedis();
    const link = await linkTo(redis);
    const flags = redisFlags(link);
    await redis.kill();
    await expect.poll(() => flags.read(), patiently).toEqual({ ok: false, detail: 'not connected' });
    let ready = 0;
    link.onReady(() => (ready += 1));
    await redis.start();
    await expect.poll(async () => (await flags.read()).ok, patiently).toBe(true);
    expect(ready).toBe(1);
  });

  it('waits for no server that takes a question and never answers', async () => {
    const redis = await startRedis();
    const flags = redisFlags(await linkTo(redis));
    redis.freeze();
    expect(await flags.read()).toEqual({ ok: false, detail: 'no answer in time' });
    redis.thaw();
    await expect.poll(async () => (await flags.read()).ok, patiently).toBe(true);
  });
});

it('costs nobody anything who has no Redis: its library is loaded with the first link', () => {
  const adapter = fileURLToPath(new URL('../../../main/adapters/redis/redis-link.ts', import.meta.url));
  const program = `
    import { createRequire } from 'node:module';
    const { cache } = createRequire(${JSON.stringify(adapter)});
    const isLoaded = () => Object.keys(cache).some((file) => file.includes('/@redis/client/'));
    const { openRedisLink } = await import(${JSON.stringify(adapter)});
    const before = isLoaded();
    const link = openRedisLink('redis://127.0.0.1:9');
    await link.firstAttempt;
    link.close();
    console.log(before, isLoaded());`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
  expect(stdout).toBe('false true\n');
});

it('needs no server to begin with', async () => {
  const link = await linkTo({ url: `redis://127.0.0.1:${String(await freePort())}` });
  expect(await redisFlags(link).read()).toEqual({ ok: false, detail: 'not connected' });
});
