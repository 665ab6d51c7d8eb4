import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { messageDraft } from '../../../contract/message.ts';
import { submitInput } from '../../../contract/outbox.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodeOfRow, exitCodes, type ExitCode } from '../exit-code.ts';
import { formatBytes } from '../progress/format-amount.ts';
import { sendDocument } from '../row-document.ts';
import { counted, rowWords } from '../row-words.ts';
import { makeSmokeFiles } from '../smoke-files.ts';
import { splitRecipients } from '../../core/recipients/split-recipients.ts';
import { watchRow } from '../watch-row.ts';

interface SmokeFlags {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly fullTest?: true;
  readonly dryRun?: true;
}

const examples = `
Examples:
  $ mailroom smoke --to you@example.com
  $ mailroom smoke --to you@example.com --full-test --json    exit code 0: it lies in Sent Items, whole`;

/** Row SM10: one mail through everything that a mail goes through, to see whether it works here. */
export function addSmoke(program: Command, perform: Perform): void {
  program
    .command('smoke')
    .description('send one test mail, wait until it is in Sent Items, and say what worked')
    .requiredOption('--to <address>', 'somebody who expects a test mail')
    .option('--subject <words>', 'the subject', 'Mailroom: a test')
    .option('--text <words>', 'the text', 'Sent by "mailroom smoke". Nothing needs to be done.')
    .option('--full-test', 'as HTML, with a picture inside, a small file, and one large enough for an upload session')
    .option('--dry-run', 'check everything and send nothing')
    .addHelpText('after', examples)
    .action((flags: SmokeFlags, self: Command) =>
      perform(self.optsWithGlobals<GlobalOptions>(), (cli) => smoke(cli, flags)),
    );
}

async function smoke(cli: Cli, flags: SmokeFlags): Promise<ExitCode> {
  const folder = await mkdtemp(join(tmpdir(), 'mailroom-smoke-'));
  try {
    return await sendThrough(cli, flags, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sendThrough(cli: Cli, flags: SmokeFlags, folder: string): Promise<ExitCode> {
  const files = flags.fullTest === true ? await makeSmokeFiles(folder, flags.text) : null;
  const input = submitInput.parse({
    account: cli.account,
    // Each run is a mail of its own, and one submit that had to be repeated is not a second.
    key: `smoke-${randomUUID()}`,
    message: messageDraft.parse({
      to: [...splitRecipients(flags.to)],
      subject: flags.subject,
      text: files === null ? flags.text : null,
      html: files?.html ?? null,
      attachments: files?.attachments ?? [],
    }),
  });
  return cli.withEngine({ work: flags.dryRun !== true, repeatable: true }, async ({ client }) => {
    const found = await client.outbox.preview(input);
    const checked = `ok      Checked: ${counted(found.recipients, 'recipient')}, ${formatBytes(found.totalBytes)} of files, path ${found.path}, ${counted(found.uploadSessions, 'upload session')}.`;
    if (flags.dryRun === true) {
      cli.out.result(found, [checked, 'Nothing was sent.']);
      return exitCodes.done;
    }
    cli.out.say(checked);
    const { row } = await client.outbox.submit(input);
    cli.out.say(`ok      Safe on this computer, key ${row.key}.`);
    const last = await watchRow(cli, client, row, 'sent');
    const exitCode = exitCodeOfRow(last, 'sent');
    cli.out.result(sendDocument(last), [
      ...rowWords(last, Date.now()),
      exitCode === exitCodes.done ? 'It works: the mail is in Sent Items.' : 'It does not work yet, see above.',
    ]);
    if (last.error !== null) cli.out.explain({ error: last.error, correlationId: last.correlationId });
    return exitCode;
  });
}
