import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launcher, mailroom } from './mailroom-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailroom-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the command line', () => {
  it.each([
    [['--no-such-flag']],
    [['no-such-command']],
    [[]],
    [['outbox']],
    [['outbox', 'show']],
    [['outbox', 'show', 'not-an-id']],
    [['send', '--to']],
    [['send', '--wait=later']],
    [['send', '--inline', 'logo']],
    [['sandbox', '--port', '70000']],
    [['accounts', 'too', 'many']],
  ])('L2: ends with 2 and a sentence for %j', async (args) => {
    const { code, stdout, stderr } = await mailroom(args, { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/Nothing was (done|changed)\.\n.+\nDetails: usage_error, [0-9a-f-]{36}\n$/);
  });

  it('SM4: prints one error document on stdout with --json', async () => {
    const { code, stdout } = await mailroom(['send', '--no-such-flag', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { error_code: 'usage_error', field: null, details: {}, retriable: false },
      correlationId: expect.any(String) as string,
    });
  });

  it('L2: shows help with examples, and the version, on stdout', async () => {
    const help = await mailroom(['send', '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('$ mailroom send --to');
    expect((await mailroom(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('does not crash when nobody reads its stdout', async () => {
    const child = spawn(process.execPath, [launcher, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect({ code: child.exitCode, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('mailroom sandbox', () => {
  it('tells where it listens and how to point Mailroom at it, and stops at Ctrl C', async () => {
    const child = spawn(process.execPath, [launcher, 'sandbox', '--json', '--data-dir', folder], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { origin, settings } = JSON.parse(line.toString()) as { origin: string; settings: Record<string, string> };
    expect(settings['MS_GRAPH_BASE_URL']).toBe(`${origin}/v1.0`);
    expect((await fetch(`${origin}/sandbox/control/mailboxes`)).status).toBe(200);
    child.kill('SIGINT');
    await once(child, 'exit');
    expect(child.exitCode).toBe(0);
    await expect(fetch(origin)).rejects.toThrow('fetch failed');
  });

  it('ends at once when its launcher is killed, instead of going on as an orphan', async () => {
    const entry = fileURLToPath(new URL('../../main/cli/index.ts', import.meta.url));
    const child = spawn(process.execPath, [entry, 'sandbox', '--json', '--data-dir', folder], {
      stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    });
    if (child.stdout === null) throw new Error('no stdout');
    await once(child.stdout, 'data');
    child.disconnect();
    await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
  });
});
