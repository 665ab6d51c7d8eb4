import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import mime from 'mime';
import { newSignaturePicture, type Signature } from '../../../contract/signatures.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { type InlineImage, parseInline } from '../read-send-input.ts';
import type { ApiClient } from '../../engine/host.ts';

const examples = `
Examples:
  $ mailroom signatures save Sales --html sales.html --inline logo=logo.png --below new
  $ mailroom send --to a@example.com --html letter.html --signature Sales

In the windows the default one stands below each new message by itself; on the command line only where --signature says so.`;

interface SaveOptions {
  readonly html: string;
  readonly inline?: readonly InlineImage[];
  readonly below: 'new' | 'replies' | 'both' | 'none';
}

export function addSignatures(program: Command, perform: Perform): void {
  const signatures = program
    .command('signatures')
    .description('what ends the messages of a mailbox')
    .addHelpText('after', examples);
  signatures
    .command('list')
    .description('those of every mailbox, or of --account')
    .action((_options: unknown, command: Command) => perform(command.optsWithGlobals<GlobalOptions>(), list));
  signatures
    .command('save')
    .argument('<name>', 'a known one takes its new form')
    .requiredOption('--html <file>', 'its words as HTML')
    .addOption(new Option('--inline <cid=file>', 'a picture that the HTML shows as cid:CID').argParser(collectInline))
    .addOption(
      new Option('--below <messages>', 'what it stands below by itself, in the windows')
        .choices(['new', 'replies', 'both', 'none'])
        .default('none'),
    )
    .description('write one')
    .action((name: string, options: SaveOptions, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => save(cli, name, options)),
    );
  signatures
    .command('remove')
    .argument('<name>', 'as it is listed')
    .description('delete one; messages that have it keep it')
    .action((name: string, _options: unknown, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => remove(cli, name)),
    );
}

function list(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const account = cli.account === null ? null : (await mailbox(cli, client)).id;
    const signatures = await client.signatures.list({ account });
    const lines = signatures.map((one) => `${one.name} · ${belowWords(one)}`);
    cli.out.result(
      signatures,
      lines.length > 0 ? lines : ['No signature yet: mailroom signatures save NAME --html FILE'],
    );
    return exitCodes.done;
  });
}

async function save(cli: Cli, name: string, { html: file, inline = [], below }: SaveOptions): Promise<ExitCode> {
  const html = await readBytes(resolve(cli.cwd, file), 'html');
  const pictures = await Promise.all(
    inline.map(async ({ contentId, path }) => {
      const bytes = await readBytes(resolve(cli.cwd, path), 'inline');
      const picture = {
        contentId,
        name: basename(path),
        contentType: mime.getType(path),
        bytesBase64: bytes.toString('base64'),
      };
      const parsed = newSignaturePicture.safeParse(picture);
      if (parsed.success) return parsed.data;
      throw refused(
        `${basename(path)} is no picture of at most 500 KB.`,
        'Take a PNG, JPEG, GIF, WebP or BMP.',
        'inline',
      );
    }),
  );
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const { id: account } = await mailbox(cli, client);
    const id = (await find(client, account, name))?.id ?? null;
    const forNew = below === 'new' || below === 'both';
    const forReplies = below === 'replies' || below === 'both';
    const saved = await client.signatures.save({
      id,
      account,
      name,
      html: html.toString(),
      forNew,
      forReplies,
      pictures,
    });
    cli.out.result(saved, [`Saved “${saved.name}”, ${belowWords(saved)}.`]);
    return exitCodes.done;
  });
}

function remove(cli: Cli, name: string): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const found = await find(client, (await mailbox(cli, client)).id, name);
    if (found === undefined) {
      throw refused(`This mailbox has no signature called “${name}”.`, 'See mailroom signatures list.', 'name');
    }
    cli.out.result(await client.signatures.remove({ id: found.id }), [`Deleted “${found.name}”.`]);
    return exitCodes.done;
  });
}

async function find(client: ApiClient, account: Signature['account'], name: string): Promise<Signature | undefined> {
  const own = await client.signatures.list({ account });
  return own.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
}

async function mailbox(cli: Cli, client: ApiClient) {
  const accounts = await client.accounts.list({});
  const wanted = cli.account?.toLowerCase() ?? null;
  const found = accounts.filter(({ address }) => wanted === null || address.toLowerCase() === wanted);
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const what = first === undefined ? 'This mailbox is not connected.' : 'Several mailboxes are connected.';
  throw refused(what, 'Name one of them with --account; see mailroom accounts.', 'account');
}

function belowWords({ forNew, forReplies }: Signature): string {
  if (forNew && forReplies) return 'below new messages and replies';
  if (forNew) return 'below new messages';
  return forReplies ? 'below replies' : 'when chosen';
}

async function readBytes(path: string, field: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch {
    throw refused(`The file after --${field} cannot be read.`, 'Check its path.', field);
  }
}

function refused(message: string, remediation: string, field: string): MailroomError {
  return new MailroomError('validation_error', { message: `${message} Nothing was changed.`, remediation, field });
}

function collectInline(text: string, before: readonly InlineImage[] = []): readonly InlineImage[] {
  return [...before, parseInline(text)];
}
