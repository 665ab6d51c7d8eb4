import { Option, type Command } from 'commander';
import type { OutboxRow, SubmitInput } from '../../../contract/outbox.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodeOfRow, exitCodes, type ExitCode, type WaitGoal } from '../exit-code.ts';
import { formatBytes } from '../progress/format-amount.ts';
import { sendDocument } from '../row-document.ts';
import { counted, rowWords } from '../row-words.ts';
import { splitRecipients } from '../../core/recipients/split-recipients.ts';
import {
  parseHold,
  parseInline,
  parseLike,
  parseTime,
  parseValue,
  readSendInput,
  type InlineImage,
  type SendOptions,
} from '../read-send-input.ts';
import { isForSignIn, watchRow } from '../watch-row.ts';
import type { ApiClient, Engine } from '../../engine/host.ts';

interface SendFlags extends SendOptions {
  readonly wait?: WaitGoal;
  readonly dryRun?: true;
}

const examples = `
Examples:
  $ mailroom send --to 'Jane Doe <jane@example.com>' --subject Plans --text "As agreed." --attach plans.zip film.mp4 --wait
  $ mailroom send --to a@example.com,b@example.com --html letter.html --inline logo=logo.png --at 2027-01-31T09:00:00Z
  $ mailroom send --to a@example.com --key order-4711 --attach order.pdf --wait --json    safe to run again: the key is sent once`;

export function addSend(program: Command, perform: Perform): void {
  const command = program.command('send').description('send one mail, with files of up to 150 MB each');
  for (const [flag, words] of [
    ['--to', 'recipients; comma-separated, and the flag may be repeated'],
    ['--cc', 'copies'],
    ['--bcc', 'blind copies'],
    ['--reply-to', 'where answers go'],
  ] as const) {
    command.addOption(new Option(`${flag} <addresses>`, words).argParser(collectAddresses));
  }
  command
    .option('--subject <words>', 'the subject')
    .option('--text <words>', 'the text, or - to read it from stdin')
    .option('--html <file>', 'the text as HTML, from a file')
    .option('--attach <files...>', 'files to attach')
    .option('--link <files...>', 'files to share as links to your OneDrive')
    .option('--link-over-limit', 'share as links what is over the smallest limit, instead of refusing the mail')
    .addOption(new Option('--inline <cid=file>', 'an image that the HTML shows as cid:CID').argParser(collectInline))
    .addOption(new Option('--importance <degree>').choices(['low', 'normal', 'high']).default('normal'))
    .addOption(new Option('--category <name>', 'a category in your own mailbox; may be repeated').argParser(collect))
    .option('--read-receipt', 'ask the readers to confirm; they may decline')
    .option('--delivery-receipt', "ask the recipients' mail servers to confirm")
    .addOption(
      new Option('--at <time>', 'send at this time: 2027-01-31T09:00 in your zone, or with Z or +01:00')
        .argParser(parseTime)
        .conflicts('hold'),
    )
    .option('--on-server', 'with --at: Microsoft 365 keeps it until then, whether this computer runs or not')
    .addOption(new Option('--hold <seconds>', 'time to change your mind, up to 120').argParser(parseHold))
    .option('--template <name>', 'take subject and text from a template')
    .addOption(
      new Option('--set <name=value>', 'fill in a variable of the template; may be repeated').argParser(collectValue),
    )
    .option('--signature <name>', 'end it with this signature; default: the one for such a message; none by itself')
    .option('--as-text', 'send HTML as the plain words that it says')
    .addOption(
      new Option(
        '--like <id>',
        'with the text, where none is given, and the files of this message of the outbox',
      ).argParser(parseLike),
    )
    .option('--key <id>', 'your own name for this mail: the same key is never sent twice')
    .option('--from <address>', 'the mailbox to send from (as --account)')
    .addOption(
      new Option('--wait [goal]', 'stay until it is sent (or only accepted)')
        .choices(['accepted', 'sent'])
        .preset('sent'),
    )
    .option('--dry-run', 'check everything and send nothing')
    .addHelpText('after', examples)
    .action((flags: SendFlags, self: Command) =>
      perform(self.optsWithGlobals<GlobalOptions>(), (cli) => send(cli, flags)),
    );
}

async function send(cli: Cli, flags: SendFlags): Promise<ExitCode> {
  const input = await readSendInput(cli, flags);
  if (flags.dryRun === true) return preview(cli, input);
  let saved: OutboxRow | null = null;
  // The key makes a lost submit repeatable. Once it is saved, the next engine only follows it: the files may be gone.
  return cli.withEngine({ work: flags.wait !== undefined, repeatable: true }, async (engine) => {
    saved ??= await submit(cli, engine.client, input);
    const last = flags.wait === undefined ? saved : await watchRow(cli, engine.client, saved, flags.wait);
    const exitCode = exitCodeOfRow(last, flags.wait ?? 'sent');
    cli.out.result(sendDocument(last), rowWords(last, Date.now()));
    // While it is queued an error is only why it waits, and the engine goes on by itself.
    if (exitCode === exitCodes.queued) cli.out.say(howItContinues(last, engine, flags.wait !== undefined));
    else if (last.error !== null) cli.out.explain({ error: last.error, correlationId: last.correlationId });
    return exitCode;
  });
}

async function submit(cli: Cli, client: ApiClient, input: SubmitInput): Promise<OutboxRow> {
  const { row, created, notes } = await client.outbox.submit(input);
  for (const note of notes) cli.out.say(note);
  cli.out.say(
    created
      ? `Saved: it survives a crash or a power cut from here on. Key ${row.key}`
      : `Key ${row.key} is already in the outbox with the same content. Nothing is sent twice.`,
  );
  return row;
}

function howItContinues(row: OutboxRow, engine: Engine, hasWaited: boolean): string {
  if (isForSignIn(row)) {
    return `Queued until somebody signs in: mailroom login, or another MS_ACCESS_TOKEN; then mailroom run continues it. Where it stands: mailroom outbox show ${row.id}`;
  }
  const what = hasWaited ? 'Stopped waiting. The message stays queued' : 'Queued, not sent yet';
  const how = engine.owned
    ? 'mailroom run continues it'
    : 'the Mailroom that owns the data folder goes on with it if it works, mailroom run otherwise';
  return `${what}: ${how}. Where it stands: mailroom outbox show ${row.id}`;
}

function preview(cli: Cli, input: SubmitInput): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const found = await client.outbox.preview(input);
    cli.out.result(found, [
      `Would send to ${counted(found.recipients, 'recipient')}: ${formatBytes(found.totalBytes)} of files, ${formatBytes(found.encodedBytes)} encoded.`,
      `Path ${found.path}, ${counted(found.uploadSessions, 'upload session')}. Digest ${found.digest}`,
      ...found.files.map(({ name, sizeBytes, path }) => `${name}, ${formatBytes(sizeBytes)}: ${pathWords[path]}.`),
      `The limit is ${formatBytes(found.limitBytes)}, set by ${found.limitSetBy}.`,
      ...found.notes,
      'Nothing was sent.',
    ]);
    return exitCodes.done;
  });
}

const pathWords = {
  direct: 'in one request',
  session: 'in chunks',
  link: 'as a link to your OneDrive',
} as const;

export function collectAddresses(list: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...splitRecipients(list)];
}

function collect(name: string, before: readonly string[] = []): readonly string[] {
  return [...before, name];
}

function collectValue(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return { ...before, ...parseValue(text) };
}

function collectInline(text: string, before: readonly InlineImage[] = []): readonly InlineImage[] {
  return [...before, parseInline(text)];
}
