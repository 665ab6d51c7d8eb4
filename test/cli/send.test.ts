import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsForSandbox } from '../../main/cli/settings-for-sandbox.ts';
import { addFault, readTruth } from '../../main/cli/sandbox-control.ts';
import { startSandbox, type Sandbox } from '../../main/sandbox/start-sandbox.ts';
import { mailroom } from './mailroom-process.ts';

let folder: string;
let sandbox: Sandbox;
let env: NodeJS.ProcessEnv;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailroom-cli-'));
  sandbox = await startSandbox({ stateDir: join(folder, 'service') });
  const waits = { MS_SEND_SETTLE_MS: '200', MS_SEND_PROBE_MS: '100', MS_RETRY_BASE_MS: '50' };
  env = { ...settingsForSandbox(sandbox), ...waits, MAILROOM_DATA_DIR: join(folder, 'data') };
  file = join(folder, 'plans.bin');
  await writeFile(file, randomBytes(9_000_000));
  const login = await mailroom(['login', '--as', 'sender@sandbox.example'], { env });
  if (login.code !== 0) throw new Error(login.stderr);
});
afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

function send(...args: string[]) {
  return ['send', '--to', 'finance@sandbox.example', '--attach', file, '--json', ...args];
}

async function deliveries(subject: string): Promise<number> {
  let truth = await readTruth(sandbox.origin);
  while (truth.pending > 0) truth = await readTruth(sandbox.origin);
  return truth.delivered.filter((mail) => mail.subject === subject).length;
}

describe('mailroom send', () => {
  it('L2: queues without --wait, says how it continues, and run sends it once', async () => {
    const queued = await mailroom(send('--subject', 'Queued', '--key', 'queued'), { env });
    expect(queued).toMatchObject({ code: 75, stderr: expect.stringContaining('mailroom run continues it') as string });
    expect(JSON.parse(queued.stdout)).toMatchObject({ key: 'queued', state: 'checked', sentId: null, error: null });

    const run = await mailroom(['run', '--until-idle', '--json'], { env });
    expect(run).toMatchObject({ code: 0, stderr: expect.stringContaining('In Sent Items') as string });
    expect(JSON.parse(run.stdout)).toEqual({ done: 1, failed: 0, dead: 0, unconfirmed: 0, waiting: 0 });
    expect(await deliveries('Queued')).toBe(1);
  });

  it('L5: the same key sends nothing again, and is refused for other content', async () => {
    const first = await mailroom(send('--subject', 'Keyed', '--key', 'keyed', '--wait'), { env });
    const again = await mailroom(send('--subject', 'Keyed', '--key', 'keyed', '--wait'), { env });
    expect([first.code, again.code]).toEqual([0, 0]);
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(first.stdout));
    const other = await mailroom(send('--subject', 'Other', '--key', 'keyed', '--wait'), { env });
    expect(other.code).toBe(2);
    expect(JSON.parse(other.stdout)).toMatchObject({ error: { error_code: 'idempotency_key_reused' } });
    expect(await deliveries('Keyed')).toBe(1);
  });

  it('SM11: --dry-run sends nothing', async () => {
    const preview = await mailroom(send('--subject', 'Dry', '--dry-run'), { env });
    expect(preview.code).toBe(0);
    expect(JSON.parse(preview.stdout)).toMatchObject({ recipients: 1, totalBytes: 9_000_000, uploadSessions: 1 });
    expect(JSON.parse((await mailroom(['outbox', 'list', '--json'], { env })).stdout)).not.toContainEqual(
      expect.objectContaining({ subject: 'Dry' }),
    );
  });

  it.each([
    ['no recipient', ['send', '--text', 'x', '--json'], 2, 'validation_error'],
    ['a malformed address', ['send', '--to', 'nonsense', '--json'], 2, 'validation_error'],
    ['a missing file', ['send', '--to', 'a@sandbox.example', '--attach', 'none', '--json'], 1, 'source_missing'],
  ])('SM4: refuses %s with its error on stdout', async (_case, args, code, errorCode) => {
    const refused = await mailroom(args, { env, cwd: folder });
    expect(refused.code).toBe(code);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { error_code: errorCode } });
  });

  it('leaves the message queued at Ctrl C, and another send --wait of the key ends it', async () => {
    await addFault(sandbox.origin, { match: { method: 'PUT' }, action: 'slow', times: 6, delayMs: 300 });
    const args = send('--subject', 'Stopped', '--key', 'stopped', '--wait');
    const stopped = await mailroom(args, {
      env,
      onWords: (words, kill) => {
        if (/Uploading · [1-9]/.test(words)) kill('SIGINT');
      },
    });
    expect(stopped).toMatchObject({ code: 75, stderr: expect.stringContaining('stays queued') as string });
    expect(JSON.parse(stopped.stdout)).toMatchObject({ key: 'stopped', state: 'uploading' });
    expect(await mailroom(args, { env })).toMatchObject({ code: 0 });
    expect(await deliveries('Stopped')).toBe(1);
  });
});
