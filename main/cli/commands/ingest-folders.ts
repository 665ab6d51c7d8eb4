import { InvalidArgumentError, Option, type Command } from 'commander';
import type { AccountRow } from '../../../contract/accounts.ts';
import type { FollowedFolder, IngestScope, WebhookStatus } from '../../../contract/ingest.ts';
import { chooseAccount } from '../../core/accounts/choose-account.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { ApiClient } from '../../engine/host.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { parsePort } from '../parse-port.ts';
import { counted } from '../row-words.ts';

/** Which folders are followed, and how soon new mail is noticed. */
export function addIngestFolders(ingest: Command, perform: Perform): void {
  ingest
    .command('follow')
    .argument('<folder>', 'its name or its id; inbox is the Inbox')
    .description('collect the files of a folder, from --since on')
    .action((folder: string, _options: unknown, command: Command) => {
      // `ingest` itself has --since too, and takes it wherever it stands.
      const flags = command.optsWithGlobals<GlobalOptions & { readonly since: IngestScope }>();
      return perform(flags, (cli) => follow(cli, folder, flags.since));
    });
  ingest
    .command('unfollow')
    .argument('<folder>', 'its name or its id')
    .description('collect no more from it; what is here stays')
    .action((folder: string, _options: unknown, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => unfollow(cli, folder)),
    );
  ingest
    .command('check')
    .description('let the worker look into the followed folders now')
    .action((_options: unknown, command: Command) => perform(command.optsWithGlobals<GlobalOptions>(), check));
  ingest
    .command('listen')
    .description('be told of new mail at once, at a public address of yours that leads to a port here')
    .addOption(new Option('--port <number>', 'the port of this computer').argParser(parsePort))
    .addOption(new Option('--url <address>', 'the public address').argParser(parseAddress))
    .addOption(new Option('--off', 'listen no more').conflicts(['port', 'url']))
    .action((options: ListenOptions, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => listen(cli, options)),
    );
}

function follow(cli: Cli, named: string, scope: IngestScope): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const { id: account } = await mailbox(cli, client);
    const folders = await client.ingest.folders({ account });
    const folder = folders.find(({ id }) => id === named) ?? folders.find(({ name }) => isSameName(name, named));
    if (folder === undefined) throw noSuchFolder(folders.map(({ name }) => name));
    const row = await client.ingest.follow({ account, folder: folder.id, scope });
    cli.out.result(row, [`Files of ${row.name} are collected while Mailroom runs.`]);
    return exitCodes.done;
  });
}

function unfollow(cli: Cli, named: string): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const { id: account } = await mailbox(cli, client);
    const followed = (await followedFolders(client)).filter((one) => one.account === account);
    const folder = followed.find((one) => one.folder === named) ?? followed.find(({ name }) => isSameName(name, named));
    const answer = await client.ingest.unfollow({ account, folder: folder?.folder ?? named });
    cli.out.result(answer, [
      answer.unfollowed ? 'It is followed no more. What is here stays.' : 'It was not followed.',
    ]);
    return answer.unfollowed ? exitCodes.done : exitCodes.failed;
  });
}

function check(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const account = cli.account === null ? null : (await mailbox(cli, client)).id;
    const answer = await client.ingest.checkNow({ account });
    cli.out.result(answer, [`${counted(answer.folders, 'folder')} to be looked into while Mailroom runs.`]);
    return exitCodes.done;
  });
}

interface ListenOptions {
  readonly port?: number;
  readonly url?: string;
  readonly off?: true;
}

function listen(cli: Cli, { port, url, off }: ListenOptions): Promise<ExitCode> {
  if (off !== true && (port === undefined || url === undefined)) {
    throw usage('Say --port and --url, or --off.', 'See mailroom ingest listen --help.', 'port');
  }
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const status = await client.ingest.listen({ port: port ?? null, publicUrl: url ?? null });
    cli.out.result(status, [listenWords(status)]);
    return status.problem === null ? exitCodes.done : exitCodes.failed;
  });
}

function listenWords({ port, publicUrl, problem }: WebhookStatus): string {
  if (problem !== null) return problem;
  return port === null ? 'Off. New mail is found within five minutes.' : `On, at ${publicUrl ?? `port ${port}`}.`;
}

async function mailbox(cli: Cli, client: ApiClient): Promise<AccountRow> {
  return chooseAccount(await client.accounts.list({}), cli.account);
}

async function followedFolders(client: ApiClient): Promise<readonly FollowedFolder[]> {
  for await (const { folders } of await client.ingest.status({})) return folders;
  return [];
}

function isSameName(name: string, named: string): boolean {
  return name.toLowerCase() === named.trim().toLowerCase();
}

function noSuchFolder(names: readonly string[]): MailroomError {
  return usage('The mailbox has no such folder.', `There are: ${names.join(', ')}.`, 'folder');
}

function usage(message: string, remediation: string, field: string): MailroomError {
  return new MailroomError('usage_error', { message: `${message} Nothing was changed.`, remediation, field });
}

function parseAddress(text: string): string {
  if (URL.canParse(text) && /^https?:\/\//.test(text)) return text;
  throw new InvalidArgumentError('It is an http:// or https:// address.');
}
