import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { outboxId } from '../../contract/ids.ts';
import { commands } from '../../renderer/app/commands.ts';
import type { CommandWords } from '../../renderer/ui/carried-command.ts';
import { ownMailbox } from '../helpers/collected-mail.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { mail, startEngine, testToken } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';
import { launcher } from './mailroom-process.ts';

interface Answer {
  readonly code: number;
  readonly document: Readonly<Record<string, unknown>>;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Gives a line to a real shell, with `mailroom` being this tree's. */
async function typeInto(env: NodeJS.ProcessEnv, line: string): Promise<Answer> {
  const script = `mailroom() { "$NODE" "$LAUNCHER" "$@"; }\n${line} --json`;
  const around = { ...process.env, ...env, NODE: process.execPath, LAUNCHER: launcher };
  const { stdout, code } = await promisify(execFile)('sh', ['-c', script], { env: around }).then(
    (ended) => ({ ...ended, code: 0 }),
    (failed: { stdout: string; code: number }) => failed,
  );
  return { code, document: JSON.parse(stdout) as Answer['document'] };
}

it('L4 L5: the copied command sends the same content, finds its message by the key, and makes another without', async () => {
  const { graphBaseUrl } = await startTenant();
  const folder = temporaryFolder();
  const dataDir = join(folder, 'data of "mine"');
  const env = {
    MS_ACCESS_TOKEN: testToken,
    MS_GRAPH_BASE_URL: graphBaseUrl,
    MAILROOM_DATA_DIR: dataDir,
    MAILROOM_POLICY_FILE: join(folder, 'no-policy.json'),
  };
  const [file, letter] = [join(folder, "bob's plans $(date).txt"), join(folder, 'letter.html')];
  writeFileSync(file, 'the plans');
  writeFileSync(letter, '<p>As <b>agreed</b>,\nfor "100 %" &amp; more</p>');
  const typed = [
    'mailroom send --to \'"O`Neil, Ana" <finance@sandbox.example>\' --cc colleague@sandbox.example',
    `--subject ${quoted('It\'s 100 % "done" $HOME `id` \\ – ready?')} --importance high`,
    `--html ${quoted(letter)} --attach ${quoted(file)} --key 'order 4711'`,
  ].join(' ');
  const sent = await typeInto(env, typed);
  expect(sent.code).toBe(75);
  writeFileSync(file, 'changed since');

  const id = outboxId.parse(sent.document['id']);
  const engine = await startEngine({ graphBaseUrl, dataDir });
  const again = await engine.client.outbox.command({ id, asNew: false });
  const asNew = await engine.client.outbox.command({ id, asNew: true });
  await engine.close();
  expect(again.sh).not.toContain('plans');
  expect(again.sh).not.toContain(testToken);

  // Another content under this key would be refused.
  const elsewhere = { ...env, MAILROOM_DATA_DIR: '' };
  expect(await typeInto(elsewhere, again.sh)).toMatchObject({ code: 75, document: { id, key: 'order 4711' } });
  const { code, document } = await typeInto(elsewhere, asNew.sh);
  expect([code, document['id'] === id]).toEqual([75, false]);
  expect(document['attachments']).toEqual(sent.document['attachments']);
});

it('L4: a copied command does to the Mailroom that is open what its button does', async () => {
  const tenant = await startTenant();
  const attachments = ['one.bin', 'two.bin'].map((name) => ({ name, sizeBytes: 3 }));
  const from = { address: 'archive@sandbox.example' };
  await tenant.control('POST', 'deliver', { to: ownMailbox, from, subject: 'Sample', attachments });
  await tenant.fault({ path: 'value', nth: 1, action: 'status', status: 400, code: 'ErrorCannotOpenFileAttachment' });
  const saved = temporaryFolder();
  const { client } = await startEngine({ ...tenant, dataDir: join(temporaryFolder(), "data of 'mine'") });
  expect(await client.ingest.round({ account: null, scope: { kind: 'everything' } })).toMatchObject({ dead: 1 });
  const query = {
    text: 'subject:Sample state:stored',
    sort: { by: 'received', descending: true },
    withInline: true,
  } as const;
  const stored = (await client.files.page({ query, at: { kind: 'start' }, limit: 9 })).rows;
  const dead = (await client.jobs.page({ filter: { states: ['dead'] }, after: null, limit: 9 })).rows;
  const { row } = await client.outbox.submit({ ...mail(), holdMs: 60_000 });

  const run = async (words: CommandWords | null): Promise<number> => {
    const { sh } = await client.shell.commandLine({ words: [...(words ?? [])] });
    return (await typeInto({}, `cd ${quoted(saved)}; ${sh}`)).code;
  };
  const codes = await Promise.all([
    run(commands['outbox.pause'](row.id)),
    run(commands['settings.set']('MS_LIMIT_MESSAGES_PER_MIN', '7')),
    ...dead.map(({ id }) => run(commands['jobs.retry'](id))),
    run(commands['files.save'](stored.map(({ id }) => id))),
  ]);
  expect([codes, dead.length]).toEqual([[0, 0, 0, 0], 1]);
  expect((await client.outbox.show({ id: row.id })).row).toMatchObject({ state: 'paused' });
  const listed = (await client.settings.list({})).find(({ name }) => name === 'MS_LIMIT_MESSAGES_PER_MIN');
  expect(listed?.next ?? listed).toMatchObject({ value: '7', origin: 'person' });
  expect(await client.jobs.causes({ filter: {} })).toEqual([]);
  expect(readdirSync(saved).toSorted()).toEqual(stored.map(({ name }) => name).toSorted());
  expect(stored.map(({ name }) => name)).toContain('two.bin');
});
