import { describe, expect, it } from 'vitest';
import { redisRolloutStore } from '../../../main/adapters/redis/redis-rollout-store.ts';
import { readSettings } from '../../../main/core/policy/read-settings.ts';
import type { RolloutStore } from '../../../main/core/ports/rollout-store.ts';
import type { SendMeasures } from '../../../main/core/ports/send-measures.ts';
import { rolloutConfig } from '../../../main/core/rollout/rollout-config.ts';
import { runRollout } from '../../../main/core/rollout/run-rollout.ts';
import { type RolloutOrder, steerRollout } from '../../../main/core/rollout/steer-rollout.ts';
import { freePort } from '../../helpers/free-port.ts';
import { hasRedis, linkTo, startRedis } from '../../helpers/redis-server.ts';

const percentKey = 'flags:microsoft:rollout_percent';
const well: SendMeasures = { executions: 240, errorShare: 0, p95Seconds: 0.1, ageS: 5, problem: null };
const bad: SendMeasures = { ...well, errorShare: 0.2 };

async function rollout() {
  const redis = await startRedis();
  const store = redisRolloutStore(await linkTo(redis));
  const settings = readSettings({});
  if (!settings.ok) throw new Error('bad settings');
  const clock = { time: 1_000_000_000, nowMs: () => clock.time };
  const config = rolloutConfig(settings.settings);
  const later = (): void => void (clock.time += config.rungMs);
  const look = (measures: SendMeasures, isDryRun = false, on: RolloutStore = store) =>
    runRollout({ store: on, clock, config, measures: { measure: () => Promise.resolve(measures) } }, isDryRun);
  const steer = (action: RolloutOrder['action']) =>
    steerRollout({ store, clock, config }, { action, actor: 'operator', reason: 'because' });
  return { redis, store, later, look, steer };
}

describe.skipIf(!hasRedis)('a rollout in Redis', () => {
  it('SM9: climbs rung by rung, goes back, and to 0 when that did not help', async () => {
    const { redis, later, look, steer, store } = await rollout();
    expect(await look(well)).toMatchObject({ action: 'hold', cause: 'notStarted' });
    await steer('promote');
    const seen: string[] = [];
    for (const measures of [well, well, well, bad, well, bad, bad]) {
      later();
      const { action } = await look(measures);
      seen.push(`${action} ${String(await redis.get(percentKey))}`);
    }
    expect(seen).toEqual([
      'promote 5',
      'promote 10',
      'promote 25',
      'rollback 10',
      'promote 25',
      'rollback 10',
      'rollback 0',
    ]);
    const { decisions } = await store.read();
    expect(decisions.map(({ action, to }) => `${action} ${String(to)}`)).toEqual([
      ...seen.toReversed(),
      'promote 1',
      'hold 0',
    ]);
  });

  it('SM9: decides on a dry run and writes nothing', async () => {
    const { redis, later, look, steer } = await rollout();
    await steer('promote');
    later();
    const before = await redis.run('DUMP', 'rollout:microsoft:state');
    expect(await look(well, true)).toMatchObject({ action: 'promote', from: 1, to: 5 });
    expect(await redis.get(percentKey)).toBe('1');
    expect(await redis.run('DUMP', 'rollout:microsoft:state')).toEqual(before);
    expect(await redis.run('LLEN', 'rollout:microsoft:decisions')).toBe(1);
  });

  it.each([
    ['the percentage', percentKey, '30'],
    ['a stop', 'flags:microsoft:paused', 'true'],
  ])('SM9: never writes over %s that somebody set at the same moment', async (_what, key, value) => {
    const { redis, later, look, steer, store } = await rollout();
    await steer('promote');
    later();
    const late: RolloutStore = {
      read: () => store.read(),
      async write(...written) {
        await redis.set(key, value);
        return store.write(...written);
      },
    };
    expect(await look(well, false, late)).toMatchObject({ action: 'hold', cause: 'changedMeanwhile', to: 1 });
    expect(await redis.get(key)).toBe(value);
    expect(await redis.get(percentKey)).toBe(key === percentKey ? '30' : '1');
  });

  it('SM9: moves once when two controllers look at the same moment', async () => {
    const { redis, later, look, steer } = await rollout();
    await steer('promote');
    later();
    const looks = await Promise.all(Array.from({ length: 8 }, () => look(well)));
    expect(looks.filter(({ action }) => action === 'promote')).toHaveLength(1);
    expect(await redis.get(percentKey)).toBe('5');
  });

  it('SM9: begins the time on a rung anew when a person sets the percentage', async () => {
    const { redis, later, look, steer } = await rollout();
    await steer('promote');
    later();
    await redis.set(percentKey, '30');
    expect(await look(well)).toMatchObject({ action: 'hold', cause: 'tooSoon', from: 30 });
    expect(await look(well)).toMatchObject({ action: 'hold', cause: 'tooSoon' });
    later();
    expect(await look(well)).toMatchObject({ action: 'promote', to: 50 });
  });

  it('SM9: does nothing against a person until a person takes it back', async () => {
    const { redis, later, look, steer } = await rollout();
    await steer('promote');
    await steer('hold');
    later();
    expect(await look(bad)).toMatchObject({ action: 'hold', cause: 'held', to: 1 });
    await steer('resume');
    expect(await look(well)).toMatchObject({ action: 'promote', to: 5 });
    expect(await steer('abort')).toMatchObject({ from: 5, to: 0, actor: 'operator', reason: 'because' });
    later();
    expect(await look(well)).toMatchObject({ action: 'hold', cause: 'aborted' });
    expect(await redis.get(percentKey)).toBe('0');
  });

  it('SM9: keeps a hundred decisions, and tells the same hold once', async () => {
    const { later, look, steer, store } = await rollout();
    await steer('promote');
    for (let looks = 0; looks < 5; looks += 1) await look(well);
    const { decisions, latest } = await store.read();
    expect(decisions.map(({ cause }) => cause)).toEqual(['tooSoon', 'person']);
    expect(latest?.cause).toBe('tooSoon');
    for (let orders = 0; orders < 110; orders += 1) await steer(orders % 2 === 0 ? 'hold' : 'resume');
    later();
    expect((await store.read()).decisions).toHaveLength(100);
  });

  it('SM9: leaves a percentage alone that makes no sense, and says so', async () => {
    const { redis, look } = await rollout();
    await redis.set(percentKey, '150');
    await expect(look(well)).rejects.toMatchObject({ code: 'config_invalid' });
    expect(await redis.get(percentKey)).toBe('150');
  });
});

it('says that Redis is away', async () => {
  const store = redisRolloutStore(await linkTo({ url: `redis://127.0.0.1:${String(await freePort())}` }));
  await expect(store.read()).rejects.toMatchObject({ code: 'flags_unavailable', structured: { retriable: true } });
});
