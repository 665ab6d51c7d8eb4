import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { patiently } from '../helpers/patiently.ts';
import { bearer, driveTenant, newStateDir } from './sandbox-client.ts';

const main = join(import.meta.dirname, '../../main/sandbox/main.ts');

/** The tenant as a process of its own, which ends when the test does. */
async function spawnSandbox(stateDir: string): Promise<{ origin: string; kill: () => Promise<void> }> {
  const args = ['--state-dir', stateDir, '--static-token', `${bearer}=sender@sandbox.example`];
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  for await (const line of createInterface(child.stdout)) {
    const { origin, pid } = JSON.parse(line) as { origin: string; pid: number };
    expect(pid).toBe(child.pid);
    return { origin, kill };
  }
  throw new Error('The sandbox ended before it was ready.');
}

test('everything that was answered survives SIGKILL, on the same port', async () => {
  const stateDir = newStateDir();
  const first = await spawnSandbox(stateDir);
  let tenant = driveTenant(first.origin);
  await tenant.control('PATCH', 'switches', { deliveryDelayMs: 1000, limitMessagesPerMin: 29 });
  await tenant.control('POST', 'faults', { match: { path: '/me$' }, action: 'status', status: 500, times: 2 });
  expect((await tenant.call('GET', '/me')).status).toBe(500);
  const sent = await tenant.createDraft({ subject: 'Accepted before the kill' });
  const half = await tenant.createDraft({ subject: 'Half uploaded' });
  const url = await tenant.openSession(half.id, 3_000_000);
  await tenant.put(url, Buffer.alloc(1_000_000, 1), 'bytes 0-999999/3000000');
  expect((await tenant.call('POST', `/me/messages/${sent.id}/send`)).status).toBe(202);
  const files = readdirSync(join(stateDir, 'bytes')).length;
  const unused = await tenant.createDraft();
  await tenant.openSession(unused.id, 3_000_000);
  expect((await tenant.call('DELETE', `/me/messages/${unused.id}`)).status).toBe(204);
  writeFileSync(join(stateDir, 'bytes', 'left-by-a-kill'), '');
  await first.kill();

  const second = await spawnSandbox(stateDir);
  expect(second.origin).toBe(first.origin);
  expect(readdirSync(join(stateDir, 'bytes'))).toHaveLength(files);
  tenant = driveTenant(second.origin);
  expect((await tenant.call('GET', '/me')).status).toBe(500);
  expect((await tenant.call('GET', '/me')).status).toBe(200);
  expect(await (await fetch(url)).json()).toMatchObject({ nextExpectedRanges: ['1000000'] });
  expect((await tenant.put(url, Buffer.alloc(2_000_000, 2), 'bytes 1000000-2999999/3000000')).status).toBe(201);
  expect((await tenant.control('GET', 'switches')).json['limitMessagesPerMin']).toBe(29);
  await expect
    .poll(async () => (await tenant.truth()).delivered.map(({ subject }) => subject))
    .toEqual(['Accepted before the kill']);
  expect((await tenant.call('POST', `/me/messages/${half.id}/send`)).status).toBe(202);
  await expect
    .poll(async () => (await tenant.truth()).delivered.at(-1)?.attachments[0]?.sizeBytes, patiently)
    .toBe(3_000_000);
});
