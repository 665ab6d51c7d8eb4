import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { ApiClient } from '../../engine/host.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';

interface SupportOptions {
  readonly to?: string;
  readonly print?: true;
}

const examples = `
Examples:
  $ mailroom support --print | less      read all of it first
  $ mailroom support --to for-staff.zip

Addresses, names, places and secrets are replaced; subjects, texts and names of files are not in it at all.
Nothing is sent anywhere.`;

export function addSupport(program: Command, perform: Perform): void {
  program
    .command('support')
    .option('--to <file.zip>', 'save it; an existing file is not overwritten')
    .option('--print', 'show every file of it instead')
    .description('a bundle for whoever helps: versions, settings, numbers and log, without anything personal')
    .addHelpText('after', examples)
    .action((options: SupportOptions, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => support(cli, options)),
    );
}

async function support(cli: Cli, { to, print }: SupportOptions): Promise<ExitCode> {
  if ((to === undefined) === (print === undefined)) throw oneOfBoth();
  return cli.withEngine({ work: false, repeatable: true }, ({ client }) =>
    to === undefined ? printBundle(cli, client) : saveBundle(cli, client, resolve(cli.cwd, to)),
  );
}

async function printBundle(cli: Cli, client: ApiClient): Promise<ExitCode> {
  const { files, madeAt } = await client.support.prepare({});
  const lines = files.flatMap(({ name, what, text }) => [`=== ${name}: ${what}`, ...text.trimEnd().split('\n'), '']);
  cli.out.result({ madeAt, files }, lines);
  return exitCodes.done;
}

async function saveBundle(cli: Cli, client: ApiClient, file: string): Promise<ExitCode> {
  const { id, files } = await client.support.prepare({});
  const { bytes } = await client.support.save({ id });
  await writeFile(file, Buffer.from(await bytes.arrayBuffer()), { flag: 'wx', mode: 0o600 }).catch((cause: unknown) => {
    throw notSaved(cause);
  });
  const document = { path: file, sizeBytes: bytes.size, files: files.map(({ name, what }) => ({ name, what })) };
  cli.out.result(document, [`Saved ${String(files.length)} files in ${file}. Nobody has it until you send it.`]);
  return exitCodes.done;
}

function oneOfBoth(): MailroomError {
  return new MailroomError('usage_error', {
    message: 'Say either where to save the bundle or to print it.',
    remediation: 'mailroom support --to FILE.zip, or mailroom support --print',
  });
}

function notSaved(cause: unknown): MailroomError {
  const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
  return new MailroomError('folder_unusable', {
    message: exists ? 'There is a file of that name already. It was left as it is.' : 'The file could not be written.',
    remediation: 'Name another file, in a folder that you may write to.',
    field: 'to',
    cause,
  });
}
