import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ShellStatus } from '../../contract/shell.ts';
import { openEngine } from '../../main/engine.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { mail, testToken, waitFor } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';
import { patiently } from '../helpers/patiently.ts';

const script = join(import.meta.dirname, '..', 'helpers', 'working-engine-process.ts');

test('J9 US1: a worker that met a full disk goes on by itself when there is room, and everything is sent once', async (context) => {
  if (spawnSync('prlimit', ['--version']).status !== 0) return context.skip('prlimit is missing on this machine');
  const tenant = await startTenant();
  const dataDir = temporaryFolder();
  const env = {
    MS_ACCESS_TOKEN: testToken,
    MS_GRAPH_BASE_URL: tenant.graphBaseUrl,
    MAILROOM_POLICY_FILE: join(dataDir, 'no-policy.json'),
    MS_SEND_SETTLE_MS: '300',
    MS_SEND_PROBE_MS: '50',
  };
  const { pid, logged } = await startOwner(dataDir, env);
  const { client } = await joinOwner(dataDir, env);
  const subjects = ['One', 'Two', 'Three'];
  const ids = await Promise.all(
    subjects.map(async (subject) => (await client.outbox.submit(mail({ subject }))).row.id),
  );

  // The system refuses every byte to a file from now on, as a full disk does.
  limitFiles(pid, '0');
  await client.engine.work({});
  await vi.waitFor(() => expect(failures(logged).length).toBeGreaterThanOrEqual(3), patiently);
  expect(failures(logged).every((line) => line.includes('disk_full'))).toBe(true);
  expect((await status(client)).workerTriesAgainAt).not.toBeNull();
  expect((await client.health.now({})).verdict).toMatch(/^Nothing is being sent or collected: /);
  expect(await tenant.delivered()).toEqual([]);

  limitFiles(pid, 'unlimited');
  for (const id of ids) await waitFor(client, id, 'sent');
  expect((await tenant.delivered()).map(({ subject }) => subject).toSorted()).toEqual(subjects.toSorted());
  expect(await status(client)).toMatchObject({ workerTriesAgainAt: null });
});

async function startOwner(dataDir: string, env: Readonly<Record<string, string>>) {
  const owner = spawn(process.execPath, [script, dataDir], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    owner.kill('SIGKILL');
    if (owner.exitCode === null && owner.signalCode === null) await once(owner, 'exit');
  });
  const lines = createInterface({ input: owner.stdout });
  const logged: string[] = [];
  lines.on('line', (line) => void logged.push(line));
  await vi.waitFor(() => expect(logged).toContain('ready'), patiently);
  return { pid: owner.pid ?? NaN, logged };
}

const startSandbox = () => Promise.reject(new Error('the test starts its own tenant'));

async function joinOwner(dataDir: string, env: Readonly<Record<string, string>>) {
  const engine = await openEngine({ env, dataDir, log: () => undefined, startSandbox }, { work: false });
  onTestFinished(() => engine.close());
  expect(engine.owned).toBe(false);
  return engine;
}

/** The soft limit alone: it can be raised again. */
function limitFiles(pid: number, bytes: string): void {
  execFileSync('prlimit', [`--pid=${String(pid)}`, `--fsize=${bytes}:`]);
}

function failures(logged: readonly string[]): readonly string[] {
  return logged.filter((line) => line.includes('worker.failed'));
}

async function status(client: ApiClient): Promise<ShellStatus> {
  for await (const first of await client.shell.status({})) return first;
  throw new Error('the stream ended');
}
