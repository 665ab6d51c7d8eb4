import { ORPCError } from '@orpc/client';
import { Option, type Command } from 'commander';
import { type ShellName, shellNames } from '../../../contract/command-line.ts';
import { outboxId, type OutboxId } from '../../../contract/ids.ts';
import { outboxStates, type OutboxEvent, type OutboxRow, type OutboxState } from '../../../contract/outbox.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import type { ApiClient } from '../../engine/host.ts';
import { exitCodeOfError, exitCodes, type ExitCode } from '../exit-code.ts';
import { toFailure } from '../failure.ts';
import { formatClock } from '../progress/format-amount.ts';
import { stateWords } from '../progress/describe-progress.ts';
import { outboxDocument } from '../row-document.ts';
import { isBeingTakenBack, rowWordsWithError } from '../row-words.ts';
import { splitRecipients } from '../../core/recipients/split-recipients.ts';

/** A verb that acts on one message and answers with its row. */
type RowVerb = (client: ApiClient, input: { id: OutboxId }) => Promise<OutboxRow>;

export function addOutbox(program: Command, perform: Perform): void {
  const outbox = program.command('outbox').description('messages that wait, move, ended or need you');
  outbox
    .command('list')
    .description('all messages, newest first')
    .addOption(new Option('--state <state...>', 'only these').choices(outboxStates))
    .action((options: { state?: OutboxState[] }, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => list(cli, options.state)),
    );
  outbox
    .command('show')
    .argument('<id>')
    .description('one message with its history')
    .action((id: string, _options: unknown, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => show(cli, id)),
    );
  const addVerb = (name: string, description: string, verb: RowVerb): void => {
    outbox
      .command(name)
      .argument('<ids...>')
      .description(description)
      .action((ids: string[], _options: unknown, command: Command) =>
        perform(command.optsWithGlobals<GlobalOptions>(), (cli) => actOnEach(cli, ids, verb)),
      );
  };
  addVerb('pause', 'stop its uploads where they are', (client, input) => client.outbox.pause(input));
  addVerb('resume', 'continue a paused message', (client, input) => client.outbox.resume(input));
  addVerb('send-now', 'end its hold or its schedule', (client, input) => client.outbox.sendNow(input));
  addVerb('cancel', 'never send it; refused once it may have left', (client, input) => client.outbox.cancel(input));
  addVerb('undo', 'take it back: a draft again, if it has certainly not left', async (client, input) => {
    const { id } = await client.compose.reopen(input);
    return (await client.outbox.show({ id })).row;
  });
  addVerb('look', 'look in Sent Items now', (client, input) => client.outbox.lookNow(input));
  outbox
    .command('command')
    .argument('<id>')
    .description('the command line that sends this message; with its key it is safe to run again')
    .option('--as-new', 'without the key: a new message at each run')
    .addOption(
      new Option('--shell <shell>', 'quoted for this one; otherwise for the usual one here').choices(shellNames),
    )
    .action((id: string, options: CommandOptions, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => showCommand(cli, id, options)),
    );
  outbox
    .command('first')
    .argument('<ids...>')
    .description('send these before all others of their mailbox, in this order')
    .action((ids: string[], _options: unknown, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => sendFirst(cli, ids)),
    );
  addVerb('dismiss', 'you know that it came back, and want no more of it', (client, input) =>
    client.outbox.dismissBounce(input),
  );
  outbox
    .command('resend')
    .argument('<id>')
    .description('send the same words and files, as a new message, to those from whom it came back')
    .option('--to <address...>', 'only these of them')
    .option('--draft', 'leave the new message as a draft')
    .action((id: string, options: ResendOptions, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) =>
        act(cli, id, (client, input) => resend(client, input, options)),
      ),
    );
  outbox
    .command('confirm')
    .argument('<id>')
    .description('your verdict on a message in Needs you')
    .addOption(new Option('--sent', 'it was sent').conflicts('sendAgain'))
    .option('--send-again', 'it was not: send the same content as a new message')
    .action((id: string, options: { sent?: true; sendAgain?: true }, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => confirm(cli, id, options)),
    );
}

function list(cli: Cli, states: OutboxState[] | undefined): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const rows = (await client.outbox.list(states === undefined ? {} : { states })).toReversed();
    const words = rows.flatMap((row) => rowWordsWithError(row, Date.now()));
    cli.out.result(rows.map(outboxDocument), words.length > 0 ? words : ['Nothing waiting.']);
    return exitCodes.done;
  });
}

function show(cli: Cli, id: string): Promise<ExitCode> {
  const input = { id: parseId(id) };
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const { row, events } = await client.outbox.show(input);
    cli.out.result({ ...outboxDocument(row), events }, [
      ...rowWordsWithError(row, Date.now()),
      ...events.map(eventWords),
    ]);
    return exitCodes.done;
  });
}

function act(cli: Cli, id: string, verb: RowVerb): Promise<ExitCode> {
  const input = { id: parseId(id) };
  return cli.withEngine({ work: false, repeatable: false }, async ({ client }) => {
    const row = await verb(client, input);
    cli.out.result(outboxDocument(row), rowWordsWithError(row, Date.now()));
    return isBeingTakenBack(row) ? exitCodes.queued : exitCodes.done;
  });
}

/** Each for itself: one that is refused stops none of the others. */
function actOnEach(cli: Cli, ids: readonly string[], verb: RowVerb): Promise<ExitCode> {
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) return act(cli, only, verb);
  const inputs = ids.map((id) => ({ id: parseId(id) }));
  return cli.withEngine({ work: false, repeatable: false }, async ({ client }) => {
    const rows: OutboxRow[] = [];
    let exitCode: ExitCode = exitCodes.done;
    for (const input of inputs) {
      try {
        const row = await verb(client, input);
        rows.push(row);
        if (isBeingTakenBack(row)) exitCode = exitCodes.queued;
      } catch (thrown) {
        if (!(thrown instanceof ORPCError)) throw thrown;
        const failure = toFailure(thrown);
        cli.out.explain(failure);
        exitCode = exitCodeOfError(failure.error.error_code);
      }
    }
    tellRows(cli, rows);
    return exitCode;
  });
}

function tellRows(cli: Cli, rows: readonly OutboxRow[]): void {
  cli.out.result(
    rows.map(outboxDocument),
    rows.flatMap((row) => rowWordsWithError(row, Date.now())),
  );
}

interface CommandOptions {
  readonly asNew?: true;
  readonly shell?: ShellName;
}

function showCommand(cli: Cli, id: string, options: CommandOptions): Promise<ExitCode> {
  const input = { id: parseId(id), asNew: options.asNew === true };
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const command = await client.outbox.command(input);
    const line = command[options.shell ?? command.own];
    if (line === null) throw lineBreakInCmd();
    cli.out.result(command, [line]);
    return exitCodes.done;
  });
}

function sendFirst(cli: Cli, ids: readonly string[]): Promise<ExitCode> {
  const input = { ids: ids.map(parseId) };
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    tellRows(cli, await client.outbox.sendFirst(input));
    return exitCodes.done;
  });
}

function confirm(cli: Cli, id: string, options: { sent?: true; sendAgain?: true }): Promise<ExitCode> {
  if (options.sent === undefined && options.sendAgain === undefined) {
    throw new MailroomError('usage_error', {
      message: 'A verdict is missing: --sent or --send-again. Nothing was changed.',
      remediation: `See the evidence first: mailroom outbox show ${parseId(id)}`,
    });
  }
  const verdict = options.sent === undefined ? 'sendAgain' : 'sent';
  return act(cli, id, (client, input) => client.outbox.confirm({ ...input, verdict }));
}

interface ResendOptions {
  readonly to?: string[];
  readonly draft?: true;
}

/** Interrupted in between, it goes on with the draft that it had begun. */
async function resend(client: ApiClient, { id }: { id: OutboxId }, options: ResendOptions): Promise<OutboxRow> {
  const to = options.to?.flatMap(splitRecipients) ?? null;
  const draft = await client.outbox.resend({ id, to });
  if (options.draft === true) return draft;
  const { revision } = await client.compose.read({ id: draft.id });
  return client.compose.submit({ id: draft.id, revision, holdMs: 0 });
}

function lineBreakInCmd(): MailroomError {
  return new MailroomError('usage_error', {
    message: 'Something in it holds a line break, which cmd cannot carry.',
    remediation: 'Take --shell powershell.',
    field: 'shell',
  });
}

function parseId(id: string): OutboxId {
  const parsed = outboxId.safeParse(id);
  if (parsed.success) return parsed.data;
  throw new MailroomError('usage_error', {
    message: 'That is not the id of a message. Nothing was changed.',
    remediation: 'mailroom outbox list shows the ids.',
    field: 'id',
  });
}

function eventWords(event: OutboxEvent): string {
  const request = event.requestId === null ? '' : ` (request ${event.requestId})`;
  return `  ${formatClock(event.at, Date.now())}  ${stateWords[event.state]}: ${event.what}${request}`;
}
