import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createClient } from 'redis';
import { onTestFinished } from 'vitest';
import { findRedisServer } from '../../scripts/ensure-redis.ts';
import { openRedisLink, type RedisLink } from '../../main/adapters/redis/redis-link.ts';
import { freePort } from './free-port.ts';
import { temporaryFolder } from './open-test-database.ts';

/** Tests of the real thing are skipped, and counted as skipped, where there is none. */
export const hasRedis = findRedisServer() !== null;

export interface TestRedis {
  readonly url: string;
  set(key: string, value: string): Promise<void>;
  get(key: string): Promise<string | null>;
  run(...command: string[]): Promise<unknown>;
  /** SIGKILL, as when the machine loses power. */
  kill(): Promise<void>;
  /** The same port again, with an empty memory. */
  start(): Promise<void>;
  /** Stops answering without ending; `thaw` lets it go on. */
  freeze(): void;
  thaw(): void;
}

/** A real redis-server of the test's own, gone when the test ends. It keeps nothing on disk. */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort();
  const folder = temporaryFolder();
  const url = `redis://127.0.0.1:${String(port)}`;
  let server: ChildProcess | null = null;

  async function start(): Promise<void> {
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
    const started = spawn(findRedisServer() ?? '', [...options, '--save', '', '--appendonly', 'no'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    server = started;
    await new Promise<void>((resolve, reject) => {
      started.once('exit', () => reject(new Error('redis-server did not start')));
      started.stdout.on('data', (text: Buffer) => {
        if (text.includes('Ready to accept connections')) resolve();
      });
    });
  }

  async function kill(): Promise<void> {
    const killed = server;
    server = null;
    if (killed === null || killed.exitCode !== null) return;
    const ended = once(killed, 'exit');
    killed.kill('SIGKILL');
    await ended;
  }

  /** A connection for each command: nothing of the test is open when the server is killed. */
  async function run(...command: string[]): Promise<unknown> {
    const client = createClient({ url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await client.sendCommand(command);
    } finally {
      await client.close();
    }
  }

  await start();
  onTestFinished(kill);
  return {
    url,
    run,
    kill,
    start,
    async set(key, value) {
      await run('SET', key, value);
    },
    async get(key) {
      const value = await run('GET', key);
      return typeof value === 'string' ? value : null;
    },
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
  };
}

export async function linkTo(redis: Pick<TestRedis, 'url'>): Promise<RedisLink> {
  const link = openRedisLink(redis.url);
  onTestFinished(() => link.close());
  await link.firstAttempt;
  return link;
}
