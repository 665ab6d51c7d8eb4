import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { type OutboxId, outboxId } from '../../contract/ids.ts';
import { createProgram } from '../../main/cli/create-program.ts';
import type { Engine } from '../../main/engine/host.ts';
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
  await tenant.fault({ path: 'value', nth: 1, action: 'status', status: 400, code: 'ErrorCannotOpenFileAttachment' });
  const { engine, client } = await startEngine({ ...tenant, dataDir: join(temporaryFolder(), "data of 'mine'") });
  expect(await client.ingest.round({ account: null, scope: { kind: 'everything' } })).toMatchObject({ dead: 1 });
  const query = { text: 'state:stored', sort: { by: 'received', descending: true }, withInline: true } as const;
  const [file] = (await client.files.page({ query, at: { kind: 'start' }, limit: 1 })).rows;
  const [dead] = (await client.jobs.page({ filter: { states: ['dead'] }, after: null, limit: 1 })).rows;
  const [first, second] = await Promise.all(
    ['First', 'Second'].map((subject) => client.outbox.submit({ ...mail({ subject }), holdMs: 60_000 })),
  );
  if (file === undefined || dead === undefined || first === undefined || second === undefined)
    throw new Error('nothing');
  const [one, two] = [first.row.id, second.row.id];
  const stateOf = async (id: OutboxId) => (await client.outbox.show({ id })).row.state;
  const foldersOf = async () => (await nextOf(client.ingest.status({}))).folders.length;
  const run = (words: CommandWords | null) => performCommand(engine, words ?? []);

  expect(await run(commands['shell.pauseAll']())).toBe(0);
  expect([await stateOf(one), await stateOf(two)]).toEqual(['paused', 'paused']);
  expect(await run(commands['shell.resumeAll']())).toBe(0);
  expect([await stateOf(one), await stateOf(two)]).toEqual(['uploading', 'uploading']);
  expect(await run(commands['outbox.pause'](one, two))).toBe(0);
  expect([await stateOf(one), await stateOf(two)]).toEqual(['paused', 'paused']);
  expect(await run(commands['outbox.cancel'](one))).toBe(0);
  // One that is refused stops none of the others.
  expect(await run(commands['outbox.resume'](one, two))).toBe(1);
  expect([await stateOf(one), await stateOf(two)]).toEqual(['cancelled', 'uploading']);
  expect(await run(commands['compose.reopen'](two))).toBe(0);
  expect(await stateOf(two)).toBe('draft');

  expect(await run(commands['settings.set']('MS_LIMIT_MESSAGES_PER_MIN', '7'))).toBe(0);
  const setting = (await client.settings.list({})).find(({ name }) => name === 'MS_LIMIT_MESSAGES_PER_MIN');
  expect(setting?.next).toMatchObject({ value: '7', origin: 'person' });
  expect(await run(commands['jobs.retry'](dead.id))).toBe(0);
  expect(await client.jobs.causes({ filter: {} })).toEqual([]);
  expect(await run(commands['health.silence']('deadLetters', 24, 'known'))).toBe(0);
  expect(await run(commands['health.unsilence']('deadLetters'))).toBe(0);
  expect((await client.audit.page({ before: null, limit: 2 })).map(({ via }) => via)).toEqual(['command', 'command']);
  expect(await run(commands['files.fetchAgain'](file.id))).toBe(0);
  expect(await run(commands['ingest.unfollow'](ownMailbox, 'inbox'))).toBe(0);
  expect(await foldersOf()).toBe(0);
  expect(await run(commands['ingest.follow'](ownMailbox, 'inbox', { kind: 'lastDays', days: 30 }))).toBe(0);
  expect(await run(commands['ingest.checkNow']())).toBe(0);
  expect(await foldersOf()).toBe(1);

  const saved = temporaryFolder();
  const { sh } = await client.shell.commandLine({ words: [...(commands['files.save']([file.id]) ?? [])] });
  expect((await typeInto({}, `cd ${quoted(saved)}; ${sh}`)).code).toBe(0);
  expect(readdirSync(saved)).toEqual([file.name]);
});

async function nextOf<T>(stream: Promise<AsyncIterable<T>>): Promise<T> {
  for await (const value of await stream) return value;
  throw new Error('nothing came');
}

function ignore(): void {}

/** The command line as it is, in this process and with this engine. */
async function performCommand(engine: Engine, words: CommandWords): Promise<number> {
  let exitCode = -1;
  const program = createProgram(async ({ account = null }, action) => {
    exitCode = await action({
      env: {},
      cwd: temporaryFolder(),
      stdin: process.stdin,
      out: {
        json: true,
        quiet: true,
        stderr: process.stderr,
        result: ignore,
        line: ignore,
        list: () => Promise.resolve(true),
        say: ignore,
        explain: ignore,
        fail: ignore,
      },
      account,
      dataDir: null,
      interrupted: new AbortController().signal,
      withEngine: (_options, use) => use(engine),
    });
  });
  await program.parseAsync(['node', 'mailroom', ...words]);
  return exitCode;
}
