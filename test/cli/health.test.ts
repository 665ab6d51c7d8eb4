import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { healthReport } from '../../contract/health.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { startTenant } from '../helpers/start-tenant.ts';
import { startEngine, testToken } from '../helpers/start-engine.ts';
import { launcher, mailroom } from './mailroom-process.ts';

function settings(graphBaseUrl: string, dataDir: string): NodeJS.ProcessEnv {
  return {
    MS_GRAPH_BASE_URL: graphBaseUrl,
    MS_ACCESS_TOKEN: testToken,
    MAILROOM_DATA_DIR: dataDir,
    MAILROOM_POLICY_FILE: `${dataDir}/no-policy.json`,
  };
}

test('O1 O2: says by itself that no worker runs, with the way out, and ends with 1', async () => {
  const env = settings('http://127.0.0.1:9/v1.0', temporaryFolder());
  const { code, stdout } = await mailroom(['health'], { env });
  expect(code).toBe(1);
  const lines = stdout.split('\n');
  expect(lines[0]).toBe('Nothing is being sent or collected: no worker is running.');
  expect(stdout).toContain('  Failed requests: nothing to measure (objective under 1 %)\n');
  expect(stdout).toContain('  Ingest backlog: nothing to measure (objective under 600 s)\n');
  expect(stdout).toContain('CRITICAL No worker is running, since ');
  expect(stdout).toContain('Runbook: docs/runbooks/mailroom-worker-gone.md');
});

test('O1: asks the running engine, and ends with 0 where nothing is wrong', async () => {
  const tenant = await startTenant();
  const engine = await startEngine(tenant);
  await engine.start();
  const { code, stdout } = await mailroom(['health', '--json'], { env: settings(tenant.graphBaseUrl, engine.dataDir) });
  expect(code).toBe(0);
  expect(healthReport.parse(JSON.parse(stdout))).toMatchObject({ level: 'collecting', alerts: [] });
});

test('O1: --watch tells each change as a line, until Ctrl C', async () => {
  const tenant = await startTenant();
  const engine = await startEngine(tenant);
  const child = spawn(process.execPath, [launcher, 'health', '--watch', '--json'], {
    env: { ...process.env, ...settings(tenant.graphBaseUrl, engine.dataDir) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const levels: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    levels.push(healthReport.parse(JSON.parse(line)).level);
    if (levels.length === 1) await engine.start();
    else child.kill('SIGINT');
  }
  expect(levels).toEqual(['broken', 'collecting']);
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(0);
});
