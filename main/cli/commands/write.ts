import { basename, resolve } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { Option, type Command } from 'commander';
import type { Composition, FirstWords } from '../../../contract/compose.ts';
import type { StructuredError } from '../../../contract/errors.ts';
import type { OutboxId } from '../../../contract/ids.ts';
import { chooseAccount } from '../../core/accounts/choose-account.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { ApiClient, Engine } from '../../engine/host.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { formatBytes } from '../progress/format-amount.ts';
import { collectAddresses } from './send.ts';

interface WriteFlags {
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  readonly subject?: string;
  readonly text?: string;
}

/** What became of one file. Those that came after Ctrl C were not tried. */
type Verdict =
  | { readonly name: string; readonly verdict: 'attached'; readonly sizeBytes: number; readonly sha256: string }
  | { readonly name: string; readonly verdict: 'refused'; readonly error: StructuredError }
  | { readonly name: string; readonly verdict: 'notTried' };

const examples = `
Examples:
  $ mailroom write plans.zip film.mp4
  $ mailroom write --to finance@example.com --subject Plans --text "As agreed." plans.zip --json
  $ mailroom write "$@"; mailroom serve --open     the Send to of a file manager: docs/send-to.md`;

/** Send to, by the command line: begins a message and leaves it to a person. */
export function addWrite(program: Command, perform: Perform): void {
  const command = program
    .command('write')
    .argument('[files...]', 'files to attach')
    .description('begin a message with these files; it stays a draft until you send it');
  for (const [flag, words] of [
    ['--to', 'recipients; comma-separated, and the flag may be repeated'],
    ['--cc', 'copies'],
    ['--bcc', 'blind copies'],
  ] as const) {
    command.addOption(new Option(`${flag} <addresses>`, words).argParser(collectAddresses));
  }
  command
    .option('--subject <words>', 'the subject')
    .option('--text <words>', 'the text, or - to read it from stdin')
    .addHelpText('after', examples)
    .action((files: string[], flags: WriteFlags, self: Command) =>
      perform(self.optsWithGlobals<GlobalOptions>(), (cli) => write(cli, files, flags)),
    );
}

async function write(cli: Cli, files: readonly string[], flags: WriteFlags): Promise<ExitCode> {
  if (files.length === 0 && Object.values(flags).every((value) => value === undefined)) throw nothingToBegin();
  const words = await readWords(cli, flags);
  return cli.withEngine({ work: false, repeatable: false }, async (engine) => {
    const { client } = engine;
    const accounts = await client.accounts.list({});
    const account = cli.account === null ? null : chooseAccount(accounts, cli.account).id;
    const begun = await client.compose.start({ account, words });
    const verdicts: Verdict[] = [];
    for (const file of files) verdicts.push(await attach(cli, client, begun.id, file));
    const from = accounts.find(({ id }) => id === begun.account)?.address ?? '';
    cli.out.result(documentOf(begun, from, verdicts), linesOf(begun, from, verdicts));
    cli.out.say(howToGoOn(engine));
    return verdicts.every(({ verdict }) => verdict === 'attached') ? exitCodes.done : exitCodes.failed;
  });
}

async function readWords(cli: Cli, { to = [], cc = [], bcc = [], subject = '', text = '' }: WriteFlags) {
  const words: FirstWords = {
    to: [...to],
    cc: [...cc],
    bcc: [...bcc],
    subject,
    text: text === '-' ? await readText(cli.stdin) : text,
  };
  return words;
}

async function attach(cli: Cli, client: ApiClient, id: OutboxId, file: string): Promise<Verdict> {
  const path = resolve(cli.cwd, file);
  const name = basename(path);
  if (cli.interrupted.aborted) return { name, verdict: 'notTried' };
  const result = await client.compose.attach({ id, source: { path } });
  if (result.kind === 'refused') return { name, verdict: 'refused', error: result.error };
  const last = result.composition.files.at(-1);
  return { name, verdict: 'attached', sizeBytes: last?.sizeBytes ?? 0, sha256: last?.sha256 ?? '' };
}

function documentOf({ id, text: { subject } }: Composition, from: string, verdicts: readonly Verdict[]) {
  const error = verdicts.find((one) => one.verdict === 'refused')?.error ?? null;
  return { id, state: 'draft', account: from, subject, attachments: verdicts, error };
}

function linesOf({ id, text: { subject } }: Composition, from: string, verdicts: readonly Verdict[]): string[] {
  return [
    `Draft · ${subject === '' ? 'No subject yet' : subject}`,
    `  id ${id} · from ${from}`,
    ...verdicts.map((one) => `  ${verdictWords(one)}`),
  ];
}

function verdictWords(one: Verdict): string {
  switch (one.verdict) {
    case 'attached':
      return `${one.name}: attached, ${formatBytes(one.sizeBytes)}`;
    case 'refused':
      return `${one.name}: refused. ${one.error.message} ${one.error.remediation}`;
    case 'notTried':
      return `${one.name}: not tried, because you stopped it`;
  }
}

function howToGoOn({ owned }: Engine): string {
  return owned
    ? 'Nothing was sent. To go on with it: mailroom serve --open, or Mailroom on the desktop.'
    : 'Nothing was sent. The Mailroom that is running has it among its drafts. In a browser: mailroom serve --open';
}

function nothingToBegin(): MailroomError {
  return new MailroomError('usage_error', {
    message: 'There is nothing to begin a message with. Nothing was done.',
    remediation: 'Name files, recipients, a subject or a text.',
  });
}
