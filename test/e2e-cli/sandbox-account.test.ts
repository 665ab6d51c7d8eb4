import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../main/sandbox/start-sandbox.ts';
import { answerDeviceSignIn } from '../../main/sandbox/robot-browser.ts';
import { type Ended, type MailroomProcess, startMailroom } from '../helpers/mailroom-process.ts';
import { documentOf, recipient } from '../helpers/send-rig.ts';
import { accountDocument, accountsDocument, errorDocument, outboxListDocument, sendDocument } from './json-shapes.ts';

const sender = 'sender@sandbox.example';
let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'mailroom-sandbox-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

// Without a word about a tenant. The next look into Sent Items is 15 s away by default, too long for a test.
const env = { MS_SEND_PROBE_MS: '100' };

function start(...args: readonly string[]): MailroomProcess {
  return startMailroom([...args, '--json', '--data-dir', dataDir], { env });
}

function run(...args: readonly string[]): Promise<Ended> {
  return start(...args).ended;
}

/** One story; each part goes on where the one before ended. */
describe('without any setting Mailroom talks to the sandbox tenant of its own', () => {
  it('and asks for a sign-in before it queues anything', async () => {
    const refused = await run('send', '--to', recipient, '--subject', 'Too early');
    expect(refused).toMatchObject({ code: 1 });
    expect(errorDocument.parse(documentOf(refused)).error).toMatchObject({ error_code: 'account_required' });
    expect(documentOf(await run('outbox', 'list'))).toEqual([]);
  });

  it('login --as connects a mailbox', async () => {
    const login = await run('login', '--as', sender);
    expect(login).toMatchObject({ code: 0 });
    expect(accountDocument.parse(documentOf(login))).toMatchObject({
      address: sender,
      cloud: 'sandbox',
      state: 'connected',
    });
    expect(accountsDocument.parse(documentOf(await run('accounts')))).toHaveLength(1);
  });

  it('US1: send --wait brings a mail into another mailbox of the tenant', async () => {
    const sent = await run('send', '--to', recipient, '--subject', 'Sandbox mail', '--key', 'one', '--wait');
    expect(sent).toMatchObject({ code: 0 });
    expect(sendDocument.parse(documentOf(sent))).toMatchObject({ key: 'one', state: 'sent' });
    expect(outboxListDocument.parse(documentOf(await run('outbox', 'list')))).toMatchObject([{ state: 'sent' }]);
  });

  it('MP1: logout is refused while mail is unsent; with --force that mail waits for a sign-in', async () => {
    expect(await run('send', '--to', recipient, '--subject', 'Unsent', '--key', 'two')).toMatchObject({ code: 75 });
    const refused = await run('logout');
    expect(refused).toMatchObject({ code: 1 });
    expect(errorDocument.parse(documentOf(refused)).error).toMatchObject({
      error_code: 'message_state_conflict',
      details: { unsent: [{ subject: 'Unsent' }] },
    });
    const forced = await run('logout', '--force');
    expect(forced).toMatchObject({ code: 0 });
    expect(forced.stderr).toContain('Unsent, waits for a new sign-in: "Unsent"');
    expect(documentOf(forced)).toMatchObject({ address: sender, state: 'signInNeeded' });
    expect(await run('run')).toMatchObject({ code: 75 });
  });

  it('MP1: login --device-code shows where to type which code, and what waited goes on', async () => {
    const login = start('login', '--device-code');
    const words = await login.said('enter the code');
    const [, url = '', code = ''] = /Open (\S+) and enter the code (\S+)/.exec(words) ?? [];
    expect(await answerDeviceSignIn(url, code, { user: sender })).toEqual({ status: 200 });
    expect(await login.ended).toMatchObject({ code: 0 });
    expect(await run('run', '--until-idle')).toMatchObject({ code: 0 });
  });

  it('C13: each mail is in the mailbox of its recipient, once', async () => {
    const sandbox = await startSandbox({ stateDir: join(dataDir, 'sandbox') });
    try {
      await expect
        .poll(async () => {
          const truth = (await (await fetch(`${sandbox.origin}/sandbox/control/truth`)).json()) as {
            delivered: { subject: string; recipients: unknown }[];
          };
          return truth.delivered.map(({ subject }) => subject).sort();
        })
        .toEqual(['Sandbox mail', 'Unsent']);
    } finally {
      await sandbox.stop();
    }
  });
});
