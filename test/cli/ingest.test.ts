import { describe, expect, it } from 'vitest';
import { ingestEvent, ingestSummary } from '../../contract/ingest.ts';
import { attachmentsInInbox, filesInDataFolder, ownMailbox } from '../helpers/collected-mail.ts';
import { type Ended, type MailroomProcess, runMailroom, startMailroom } from '../helpers/mailroom-process.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { patiently } from '../helpers/patiently.ts';
import { testToken } from '../helpers/start-engine.ts';
import { startTenant, type TestTenant } from '../helpers/start-tenant.ts';

const from = { address: 'archive@sandbox.example' };

async function shell(more: Record<string, string> = {}) {
  const tenant = await startTenant();
  const dataDir = temporaryFolder();
  const env = {
    MS_GRAPH_BASE_URL: tenant.graphBaseUrl,
    MS_ACCESS_TOKEN: testToken,
    MS_RETRY_BASE_MS: '10',
    MAILROOM_POLICY_FILE: '/nonexistent/policy.json',
    ...more,
  };
  const options = { env };
  return {
    tenant,
    dataDir,
    run: (...args: string[]): Promise<Ended> => runMailroom(['ingest', '--data-dir', dataDir, ...args], options),
    start: (...args: string[]): MailroomProcess => startMailroom(['ingest', '--data-dir', dataDir, ...args], options),
  };
}

function deliver(tenant: TestTenant, name: string, sizeBytes: number): Promise<unknown> {
  return tenant.control('POST', 'deliver', { to: ownMailbox, from, subject: name, attachments: [{ name, sizeBytes }] });
}

describe('mailroom ingest --once', () => {
  it('L2: brings everything, prints one document, and ends with 0', async () => {
    const { tenant, dataDir, run } = await shell();
    const first = await run('--once', '--json');
    expect(first).toMatchObject({ code: 0 });
    expect(ingestSummary.parse(JSON.parse(first.stdout))).toMatchObject({ waiting: 0, dead: 0 });
    expect(filesInDataFolder(dataDir)).toEqual(await attachmentsInInbox(tenant));
    await deliver(tenant, 'one.bin', 12);
    const second = await run();
    expect(second.stdout).toBe('Collected 1 file (12 bytes) of 1 message · Waiting 0 · Needs you 0\n');
    expect(second.code).toBe(0);
  });

  it('takes only what comes from now on, when that is asked first', async () => {
    const { tenant, dataDir, run } = await shell();
    const started = new Date(Date.now() - 60 * 60_000).toISOString();
    await tenant.control('POST', 'deliver', {
      to: ownMailbox,
      from,
      subject: 'Old',
      receivedAt: started,
      attachments: [{ name: 'old.bin', sizeBytes: 1 }],
    });
    await deliver(tenant, 'new.bin', 2);
    expect(JSON.parse((await run('--since', 'now', '--json')).stdout)).toMatchObject({ files: 1, bytes: 2 });
    expect(filesInDataFolder(dataDir)).toHaveLength(1);
  });

  it('ends with 1 when something needs a person, and with 75 when something waits', async () => {
    const { tenant, run } = await shell();
    await deliver(tenant, 'bad.bin', 3);
    await tenant.fault({ path: 'value', nth: 1, action: 'status', status: 400 });
    const dead = await run('--json');
    expect(JSON.parse(dead.stdout)).toMatchObject({ dead: 1, waiting: 0 });
    expect(dead.code).toBe(1);

    const full = await shell({ MAILROOM_DISK_FLOOR_BYTES: '9007199254740991' });
    await deliver(full.tenant, 'waits.bin', 3);
    const waiting = await full.run('--json');
    expect(JSON.parse(waiting.stdout)).toMatchObject({ files: 0, dead: 0 });
    expect(waiting.code).toBe(75);
  });

  it.each([
    ['--since', '0d'],
    ['--since', 'yesterday'],
    ['--once', '--watch'],
    ['--account', 'nobody@sandbox.example'],
  ])('L2: refuses %s %s with a sentence', async (...args) => {
    const { run } = await shell();
    const { code, stdout, stderr } = await run(...args);
    expect([1, 2]).toContain(code);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/\nDetails: (usage_error|account_not_found), /);
  });
});

describe('mailroom ingest --watch', () => {
  it('L2: prints one JSON object a line for what is stored, until it is told to stop', async () => {
    const { tenant, dataDir, start } = await shell();
    const watching = start('--watch');
    await watching.said('Collecting');
    await expect.poll(() => filesInDataFolder(dataDir), patiently).toEqual(await attachmentsInInbox(tenant));
    watching.kill('SIGINT');
    const { code, stdout } = await watching.ended;
    expect(code).toBe(0);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => ingestEvent.parse(JSON.parse(line)));
    const stored = events.flatMap((event) => (event.kind === 'stored' ? [event.fileId] : []));
    expect(stored.length).toBeGreaterThan(0);
    expect(new Set(stored).size).toBe(stored.length);
    expect(events.some(({ kind }) => kind === 'complete')).toBe(true);
  });
});
