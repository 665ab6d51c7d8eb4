import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RolloutDecision } from '../../contract/flags.ts';
import { openRedisLink } from '../../main/adapters/redis/redis-link.ts';
import { redisRolloutStore } from '../../main/adapters/redis/redis-rollout-store.ts';
import { findRedisServer } from '../../scripts/ensure-redis.ts';
import { freePort } from '../helpers/free-port.ts';

export const hasRedis = findRedisServer() !== null;

/** A real redis-server in which a rollout stands at 10 %, held by one gate. */
export async function startStagedRollout(): Promise<{ readonly url: string; end(): Promise<void> }> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-rollout-'));
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const server = spawn(findRedisServer() ?? '', options, { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const text of server.stdout) if (String(text).includes('Ready to accept connections')) break;
  server.stdout.resume();
  const url = `redis://127.0.0.1:${String(port)}`;
  const link = openRedisLink(url);
  await link.firstAttempt;
  const store = redisRolloutStore(link);
  const { mark } = await store.read();
  const sinceMs = Date.now() - 40 * 60_000;
  const write = { percent: 10, steering: 'automatic', sinceMs, rollbacks: 0 } as const;
  await store.write(mark, write, held(sinceMs), true);
  link.close();
  return {
    url,
    async end() {
      server.kill('SIGKILL');
      await once(server, 'close');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function held(atMs: number): RolloutDecision {
  const sample = 1_204;
  return {
    at: new Date(atMs).toISOString(),
    action: 'hold',
    from: 10,
    to: 10,
    cause: 'latency_p95',
    because: 'Holds at 10 %: p95 0.64 s, more than 0.5 s.',
    gates: [
      gate({
        metric: 'error_rate',
        unit: 'share',
        threshold: 0.01,
        observed: 0.002,
        sample,
        why: 'Errors 0.2 %, at most 1 %.',
      }),
      {
        ...gate({
          metric: 'latency_p95',
          unit: 'seconds',
          threshold: 0.5,
          observed: 0.64,
          sample,
          why: 'p95 0.64 s, more than 0.5 s.',
        }),
        verdict: 'wait',
      },
      gate({ metric: 'sample', unit: 'executions', threshold: 100, observed: sample, sample, why: '1204 executions.' }),
    ],
    actor: 'controller',
    reason: null,
  };
}

function gate(
  seen: Pick<RolloutDecision['gates'][number], 'metric' | 'unit' | 'threshold' | 'observed' | 'sample' | 'why'>,
): RolloutDecision['gates'][number] {
  return { ...seen, rollBackAbove: null, verdict: 'pass' };
}
