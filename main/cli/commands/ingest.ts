import { InvalidArgumentError, Option, type Command } from 'commander';
import type { AccountRow } from '../../../contract/accounts.ts';
import type { IngestScope, IngestSummary } from '../../../contract/ingest.ts';
import { chooseAccount } from '../../core/accounts/choose-account.ts';
import type { ApiClient } from '../../engine/host.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodeOfIngest, exitCodes, type ExitCode } from '../exit-code.ts';
import { followIngest } from '../progress/ingest-progress.ts';
import { formatBytes } from '../progress/format-amount.ts';
import { counted } from '../row-words.ts';
import { addIngestFolders } from './ingest-folders.ts';

interface IngestFlags {
  readonly once?: true;
  readonly watch?: true;
  readonly since: IngestScope;
}

const examples = `
Examples:
  $ mailroom ingest --once --json          collect what came, then stop: for schedulers
  $ mailroom ingest --once --since 30d     at the first time only mail of the last 30 days
  $ mailroom ingest --watch                stay and print one JSON object for each file, until Ctrl C

Follows the Inbox where a mailbox follows nothing yet; --since counts only then.`;

export function addIngest(program: Command, perform: Perform): void {
  const ingest = program
    .command('ingest')
    .description('collect the files that came by mail')
    .addOption(new Option('--once', 'look once and stop when all of it is here (this is what ingest does)'))
    .addOption(new Option('--watch', 'stay, and print one JSON object a line for what is stored').conflicts('once'))
    .addOption(
      new Option('--since <when>', 'how far back when a folder is first followed: all, now or 30d')
        .argParser(parseScope)
        .default({ kind: 'everything' } satisfies IngestScope, 'all'),
    )
    .addHelpText('after', examples)
    .action((flags: IngestFlags, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => (flags.watch ? watch(cli, flags) : once(cli, flags))),
    );
  addIngestFolders(ingest, perform);
}

function once(cli: Cli, { since }: IngestFlags): Promise<ExitCode> {
  return cli.withEngine({ work: true, repeatable: true }, async ({ client }) => {
    const account = await chosen(cli, client);
    const progress = await followIngest(client, (line) => cli.out.say(line));
    const summary = await round(cli, client, { account: account?.id ?? null, scope: since }).finally(() =>
      progress.stop(),
    );
    // Whoever does not wait for the end is told how far it came.
    const told = summary ?? (await progress.sum());
    cli.out.result(told, [summaryWords(told)]);
    if (summary === null) cli.out.say('Stopped. What is unfinished stays queued: mailroom ingest continues it.');
    return summary === null ? exitCodes.queued : exitCodeOfIngest(summary);
  });
}

/** Null when the person did not want to wait for the end. */
async function round(
  cli: Cli,
  client: ApiClient,
  input: Parameters<ApiClient['ingest']['round']>[0],
): Promise<IngestSummary | null> {
  try {
    const summary = await client.ingest.round(input, { signal: cli.interrupted });
    return cli.interrupted.aborted ? null : summary;
  } catch (thrown) {
    if (cli.interrupted.aborted) return null;
    throw thrown;
  }
}

function watch(cli: Cli, { since }: IngestFlags): Promise<ExitCode> {
  return cli.withEngine({ work: true, repeatable: true }, async ({ client }) => {
    const account = await chosen(cli, client);
    const events = await client.ingest.watch({}, { signal: cli.interrupted });
    await followInboxes(client, account, since);
    await client.ingest.checkNow({ account: account?.id ?? null });
    cli.out.say('Collecting. Ctrl C ends it.');
    try {
      for await (const event of events) cli.out.line(event);
    } catch (thrown) {
      if (!cli.interrupted.aborted) throw thrown;
    }
    return exitCodes.done;
  });
}

/** The Inbox of each mailbox that follows nothing. */
async function followInboxes(client: ApiClient, chosenOne: AccountRow | null, scope: IngestScope): Promise<void> {
  const accounts = chosenOne === null ? await client.accounts.list({}) : [chosenOne];
  const followed = new Set<string>();
  for await (const status of await client.ingest.status({})) {
    for (const folder of status.folders) followed.add(folder.account);
    break;
  }
  for (const { id } of accounts) {
    if (!followed.has(id)) await client.ingest.follow({ account: id, folder: 'inbox', scope });
  }
}

/** Null: every connected mailbox. */
async function chosen(cli: Cli, client: ApiClient): Promise<AccountRow | null> {
  const accounts = await client.accounts.list({});
  return cli.account === null && accounts.length > 0 ? null : chooseAccount(accounts, cli.account);
}

function summaryWords({ messages, files, bytes, waiting, dead }: IngestSummary): string {
  const got = `${counted(files, 'file')} (${formatBytes(bytes)}) of ${counted(messages, 'message')}`;
  return `Collected ${got} · Waiting ${waiting} · Needs you ${dead}`;
}

function parseScope(text: string): IngestScope {
  if (text === 'all') return { kind: 'everything' };
  if (text === 'now') return { kind: 'fromNow' };
  const days = Number(/^(\d{1,4})d$/.exec(text)?.[1]);
  if (Number.isInteger(days) && days >= 1 && days <= 3650) return { kind: 'lastDays', days };
  throw new InvalidArgumentError('It is all, now, or days such as 30d (1d to 3650d).');
}
