import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { connectToBrowserHost } from '../../renderer/client/connect.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { browserOf, enter } from './browser-rig.ts';
import { patiently } from '../helpers/patiently.ts';

const program = fileURLToPath(new URL('serving-process.ts', import.meta.url));
const printed = z.object({ kind: z.enum(['started', 'running']), launchUrl: z.string() });

async function serveIn(dataDir: string): Promise<z.infer<typeof printed> & { child: ChildProcess }> {
  const rendererDir = join(dataDir, 'page');
  mkdirSync(rendererDir, { recursive: true });
  writeFileSync(join(rendererDir, 'index.html'), '<title>Mailroom</title>');
  const child = spawn(process.execPath, [program, dataDir, rendererDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'close');
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { ...printed.parse(JSON.parse(line)), child };
}

it('keeps a page through a SIGKILL of its host: same port, same session, and it reconnects by itself', async () => {
  const dataDir = temporaryFolder();
  const first = await serveIn(dataDir);
  const { origin } = new URL(first.launchUrl);
  const connection = connectToBrowserHost(browserOf(origin, await enter(first.launchUrl)));
  onTestFinished(() => connection.close());
  expect(await connection.client.outbox.list({})).toEqual([]);

  first.child.kill('SIGKILL');
  await vi.waitFor(() => expect(connection.state).toBe('lost'), patiently);
  const second = await serveIn(dataDir);
  expect([second.kind, new URL(second.launchUrl).origin]).toEqual(['started', origin]);
  await vi.waitFor(() => expect(connection.state).toBe('connected'), patiently);
  expect(await connection.client.outbox.list({})).toEqual([]);
});

it('finds the host that runs already, and gives a new address instead of starting twice', async () => {
  const dataDir = temporaryFolder();
  const first = await serveIn(dataDir);
  const second = await serveIn(dataDir);
  expect([second.kind, new URL(second.launchUrl).origin]).toEqual(['running', new URL(first.launchUrl).origin]);
  await enter(second.launchUrl);
  await enter(first.launchUrl);
});
