import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rolloutDecision, rolloutStatus, type RolloutDecision, type RolloutStatus } from '../../contract/flags.ts';
import { openRollout } from '../../main/engine/open-rollout.ts';
import { runMailroom, startMailroom } from '../helpers/mailroom-process.ts';
import { patiently } from '../helpers/patiently.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { hasPrometheus, startPrometheus } from '../helpers/prometheus-server.ts';
import { hasRedis, startRedis } from '../helpers/redis-server.ts';
import { scriptSends } from '../helpers/scripted-sends.ts';

const rules = resolve(import.meta.dirname, '../../ops/prometheus/recording-rules.yml');
const percentKey = 'flags:microsoft:rollout_percent';
/** Prometheus looks twice a second, and a rule needs two of its looks. */
const untilSeen = { timeout: 60_000, interval: 200 } as const;

/** A controller between a real Prometheus and a real Redis, and an installation whose sends are scripted. */
async function rollout() {
  const sends = await scriptSends();
  const redis = await startRedis();
  const prometheus = await startPrometheus([{ origin: sends.origin, bearerToken: null }], [rules]);
  const dataDir = join(temporaryFolder(), 'data');
  const env = { REDIS_URL: redis.url, MAILROOM_PROMETHEUS_URL: prometheus.url, MAILROOM_ROLLOUT_RUNG_S: '0' };
  const watcher = await openRollout({ env, dataDir }, null);
  onTestFinished(() => watcher.close());

  async function run(...words: string[]): Promise<unknown> {
    const { code, stdout, stderr } = await runMailroom([...words, '--json', '--data-dir', dataDir], { env });
    if (code !== 0) throw new Error(`exit ${String(code)}: ${stderr}`);
    return JSON.parse(stdout);
  }

  /** Waits, without writing anything, until the numbers have arrived that lead to this; then lets the command decide. */
  async function decide(cause: string, ...flags: string[]): Promise<RolloutDecision> {
    await expect.poll(async () => (await watcher.look(true)).cause, untilSeen).toBe(cause);
    return rolloutDecision.parse(await run('rollout', 'run', '--once', ...flags));
  }

  async function steer(order: string): Promise<RolloutStatus> {
    return rolloutStatus.parse(await run('rollout', 'steer', order, '--reason', 'Scripted'));
  }

  const status = async (): Promise<RolloutStatus> => rolloutStatus.parse(await run('rollout', 'status'));
  const percent = (): Promise<string | null> => redis.get(percentKey);
  return { sends, redis, percent, decide, steer, status };
}

describe.skipIf(!hasRedis || !hasPrometheus)('the controller of a rollout', () => {
  it('SM9: climbs, holds, rolls back and stays as scripted, between a real Prometheus and a real Redis', async () => {
    const { sends, redis, percent, decide, steer, status } = await rollout();
    expect(await decide('notStarted')).toMatchObject({ action: 'hold', from: 0 });
    expect(await steer('promote')).toMatchObject({ percent: 1, steering: 'automatic' });
    expect(await decide('smallSample')).toMatchObject({ action: 'hold', from: 1, to: 1 });

    sends.succeed(600, 0.2);
    expect(await decide('objectivesMet', '--dry-run')).toMatchObject({ action: 'promote', from: 1, to: 5 });
    expect(await percent()).toBe('1');
    expect(await decide('objectivesMet')).toMatchObject({ action: 'promote', from: 1, to: 5 });
    expect(await decide('objectivesMet')).toMatchObject({ action: 'promote', from: 5, to: 10 });
    expect(await percent()).toBe('10');

    sends.fail(18);
    const held = await decide('betweenObjectives');
    expect(held).toMatchObject({ action: 'hold', from: 10 });
    const errors = held.gates.find(({ metric }) => metric === 'error_rate');
    expect(errors).toMatchObject({ threshold: 0.01, rollBackAbove: 0.05, verdict: 'wait' });
    expect([(errors?.observed ?? 0) > 0.01, (errors?.sample ?? 0) > 100]).toEqual([true, true]);

    await redis.set('flags:microsoft:paused', 'true');
    expect(await decide('paused')).toMatchObject({ action: 'hold' });
    await redis.set('flags:microsoft:paused', 'false');

    sends.fail(100);
    expect(await decide('objectiveBroken')).toMatchObject({ action: 'rollback', from: 10, to: 5 });
    expect(await decide('cooling')).toMatchObject({ action: 'hold', from: 5 });
    expect(await percent()).toBe('5');

    await sends.stop();
    expect(await decide('noData')).toMatchObject({ action: 'hold', from: 5 });
    const { decisions, gates, ladder } = await status();
    expect(ladder).toEqual([1, 5, 10, 25, 50, 100]);
    expect(gates.find(({ metric }) => metric === 'data_age')?.verdict).toBe('noData');
    expect(decisions.toReversed().map(({ action, to }) => `${action} ${String(to)}`)).toEqual([
      'hold 0',
      'promote 1',
      'hold 1',
      'promote 5',
      'promote 10',
      'hold 10',
      'hold 10',
      'rollback 5',
      'hold 5',
      'hold 5',
    ]);
  });

  it('SM9: goes back for slow sends too', async () => {
    const { sends, redis, decide } = await rollout();
    await redis.set(percentKey, '50');
    sends.succeed(1, 0.2);
    await decide('smallSample');
    sends.succeed(300, 4);
    expect(await decide('objectiveBroken')).toMatchObject({ action: 'rollback', from: 50, to: 25 });
  });
});

describe.skipIf(!hasRedis)('mailroom rollout run without --once', () => {
  it('SM9: writes one line for each look, also where Prometheus is away, until it is ended', async () => {
    const redis = await startRedis();
    await redis.set(percentKey, '10');
    const env = { REDIS_URL: redis.url, MAILROOM_PROMETHEUS_URL: 'http://127.0.0.1:1' };
    const controller = startMailroom(['rollout', 'run', '--interval', '1', '--json'], { env });
    const looks = async (): Promise<number> => Number(await redis.run('EXISTS', 'rollout:microsoft:latest'));
    await expect.poll(looks, patiently).toBe(1);
    await redis.run('DEL', 'rollout:microsoft:latest');
    await expect.poll(looks, patiently).toBe(1);
    controller.kill('SIGINT');
    const { code, stdout } = await controller.ended;
    const decisions = stdout
      .trimEnd()
      .split('\n')
      .map((line) => rolloutDecision.parse(JSON.parse(line)));
    expect([code, decisions.length >= 2]).toEqual([0, true]);
    expect(new Set(decisions.map(({ action, cause }) => `${action} ${cause}`))).toEqual(new Set(['hold noData']));
    expect(await redis.get(percentKey)).toBe('10');
  });
});

describe('mailroom rollout run', () => {
  it.each([
    ['MAILROOM_PROMETHEUS_URL', { REDIS_URL: 'redis://127.0.0.1:1' }],
    ['REDIS_URL', { MAILROOM_PROMETHEUS_URL: 'http://127.0.0.1:1' }],
  ])('SM9: says that %s is missing', async (name, env) => {
    const { code, stderr } = await runMailroom(['rollout', 'run', '--once'], { env });
    expect([code, stderr]).toEqual([2, expect.stringContaining(`${name} is not set`)]);
  });

  it('SM9: says that Redis does not answer, and no password of it', async () => {
    const env = { REDIS_URL: 'redis://:hidden@127.0.0.1:1', MAILROOM_PROMETHEUS_URL: 'http://127.0.0.1:1' };
    const { code, stderr } = await runMailroom(['rollout', 'run', '--once'], { env });
    expect([code, stderr]).toEqual([1, expect.stringContaining('Redis did not answer')]);
    expect(stderr).not.toContain('hidden');
  });
});
