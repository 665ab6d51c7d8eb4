import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readTruth } from '../../main/cli/sandbox-control.ts';
import { settingsForSandbox } from '../../main/cli/settings-for-sandbox.ts';
import { startSandbox, type Sandbox } from '../../main/sandbox/start-sandbox.ts';
import { mailroom } from './mailroom-process.ts';

let folder: string;
let sandbox: Sandbox;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailroom-smoke-test-'));
  sandbox = await startSandbox({ stateDir: join(folder, 'service') });
  env = { ...settingsForSandbox(sandbox), MS_SEND_PROBE_MS: '100', MAILROOM_DATA_DIR: join(folder, 'data') };
  const login = await mailroom(['login', '--as', 'sender@sandbox.example'], { env });
  if (login.code !== 0) throw new Error(login.stderr);
});
afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

function smoke(...args: string[]) {
  return mailroom(['smoke', '--to', 'finance@sandbox.example', ...args], { env });
}

async function delivered() {
  let truth = await readTruth(sandbox.origin);
  while (truth.pending > 0) truth = await readTruth(sandbox.origin);
  return truth.delivered;
}

it('SM10: --dry-run checks everything and sends nothing', async () => {
  const dry = await smoke('--full-test', '--dry-run', '--json');
  expect(dry.code).toBe(0);
  expect(JSON.parse(dry.stdout)).toMatchObject({ recipients: 1, path: 'draft', uploadSessions: 1 });
  expect(await delivered()).toEqual([]);
});

it('SM10: sends the words it was given, and says in words that it works', async () => {
  const simple = await smoke('--subject', 'A word', '--text', 'From <here>.');
  expect(simple.code).toBe(0);
  expect(simple.stdout).toContain('It works: the mail is in Sent Items.');
  expect(await delivered()).toMatchObject([{ subject: 'A word', attachments: [] }]);
});

it('SM10: --full-test sends HTML, a picture inside, a small file and one in chunks', async () => {
  const full = await smoke('--full-test', '--subject', 'Everything', '--json');
  expect(full.code).toBe(0);
  expect(JSON.parse(full.stdout)).toMatchObject({ state: 'sent', error: null });
  const mail = (await delivered()).find(({ subject }) => subject === 'Everything');
  expect(mail?.attachments.map(({ name }) => name).toSorted()).toEqual(['large.bin', 'picture.png', 'small.bin']);
});

it('SM10: a gate that refuses ends with its code, before anything is made', async () => {
  const gated = await mailroom(['smoke', '--to', 'x@outside.example', '--json'], {
    env: { ...env, MS_INTERNAL_ONLY: 'true', MS_INTERNAL_DOMAINS: 'sandbox.example' },
  });
  expect(gated.code).toBe(4);
  expect(JSON.parse(gated.stdout)).toMatchObject({ error: { error_code: 'internal_only_recipient_blocked' } });
});
