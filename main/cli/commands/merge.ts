import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { mergeId, type MergeId, type MergeRow } from '../../../contract/merge.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { ApiClient } from '../../engine/host.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { parseCount } from '../job-options.ts';
import { checkLines, mergeLine } from '../merge-words.ts';
import { type MergeFlags, readPlan, readTable } from '../read-merge-order.ts';

interface CreateFlags extends MergeFlags {
  readonly attach?: string[];
  readonly key?: string;
  readonly rate?: number;
  readonly stopAfter?: number;
  readonly leaveOut?: true;
  readonly send?: true;
  readonly wait?: true;
  readonly dryRun?: true;
}

const examples = `
Examples:
  $ mailroom merge --csv invoices.csv --to-column email --subject 'Invoice {{number}}' --html letter.html --dry-run
  $ mailroom merge --csv invoices.xlsx --to-column email --template Invoice --file-column pdf --attach terms.pdf
  $ mailroom merge send ID --wait        the drafts were looked through
  $ mailroom merge stop ID               says how many went; the rest are drafts again`;

export function addMerge(program: Command, perform: Perform): void {
  const merge = program
    .command('merge')
    .description('one message for each row of a table: drafts to look through, sent at a pace')
    .option('--csv <file>', 'the table, CSV or XLSX; its first row names the columns')
    .option('--to-column <column>', 'whom the row goes to', 'email')
    .option('--cc-column <column>', 'copies')
    .option('--bcc-column <column>', 'blind copies')
    .option('--subject <words>', 'the subject; {{column}} stands for a cell')
    .option('--html <file>', 'the text as HTML, with {{column}} in it')
    .option('--template <name>', 'subject and text from a template')
    .option('--set <variable=column>', 'a variable that its column calls by another name', collectPair)
    .option('--attach <files...>', 'files that every message gets')
    .option('--file-column <column>', 'a path of a file for this row alone; several are separated by ;')
    .option('--allow-duplicates', 'the same address in several rows is meant')
    .option('--leave-out', 'make the others where rows have problems')
    .option('--rate <messages>', 'at most so many a minute', parseCount)
    .option('--stop-after <failures>', 'pause after so many failures one after another', parseCount)
    .option('--key <id>', 'a UUID of your own: the same key is never made twice', parseKey)
    .option('--send', 'send without looking through the drafts')
    .option('--wait', 'stay until the drafts are made, or with --send until the last has ended')
    .option('--dry-run', 'check every row and make nothing')
    .addHelpText('after', examples)
    .action((flags: CreateFlags, self: Command) =>
      perform(self.optsWithGlobals<GlobalOptions>(), (cli) => create(cli, flags)),
    );
  merge
    .command('list')
    .description('merges, those at work first')
    .action((_flags: unknown, self: Command) => perform(self.optsWithGlobals<GlobalOptions>(), list));
  for (const { verb, description } of verbs) {
    const added = merge.command(verb).argument('<id>').description(description);
    if (verb === 'send' || verb === 'resume') added.option('--wait', 'stay until the last has ended');
    added.action((id: string, _flags: unknown, self: Command) => {
      // `merge` itself has --wait too, and takes it wherever it stands.
      const flags = self.optsWithGlobals<GlobalOptions & { readonly wait?: true }>();
      return perform(flags, (cli) => steer(cli, verb, id, flags.wait === true));
    });
  }
}

const verbs = [
  { verb: 'show', description: 'one merge, with --json and every row' },
  { verb: 'send', description: 'send its drafts' },
  { verb: 'pause', description: 'hand nothing more over' },
  { verb: 'resume', description: 'go on sending' },
  { verb: 'stop', description: 'take back what has not left: those are drafts again' },
  { verb: 'discard', description: 'discard the drafts that are left' },
] as const;
type Verb = (typeof verbs)[number]['verb'];

async function create(cli: Cli, flags: CreateFlags): Promise<ExitCode> {
  const table = await readTable(cli, flags);
  const key = flags.key ?? randomUUID();
  // The key makes a lost call repeatable: whoever takes over finds the merge that was made.
  return cli.withEngine({ work: flags.wait === true, repeatable: true }, async ({ client }) => {
    const order = { account: cli.account, table, plan: await readPlan(cli, client, flags) };
    const check = await client.merge.check(order);
    if (flags.dryRun === true) {
      cli.out.result(check, [...checkLines(check), 'Nothing was made.']);
      return check.blocked > 0 ? exitCodes.failed : exitCodes.done;
    }
    for (const line of checkLines(check)) cli.out.say(line);
    const row = await client.merge.create({
      ...order,
      key,
      files: (flags.attach ?? []).map((path) => ({ path: resolve(cli.cwd, path) })),
      leaveOut: flags.leaveOut === true,
      sendAtOnce: flags.send === true,
      ...(flags.rate === undefined ? {} : { perMinute: flags.rate }),
      ...(flags.stopAfter === undefined ? {} : { pauseAfterFailures: flags.stopAfter }),
    });
    return flags.wait === true ? follow(cli, client, row) : tell(cli, row);
  });
}

function list(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const rows = await client.merge.list({ limit: 200 });
    cli.out.result(rows, rows.length === 0 ? ['No merges.'] : rows.map(mergeLine));
    return exitCodes.done;
  });
}

function steer(cli: Cli, verb: Verb, given: string, wait: boolean): Promise<ExitCode> {
  const id = readId(given);
  return cli.withEngine({ work: wait, repeatable: true }, async ({ client }) => {
    switch (verb) {
      case 'show': {
        const row = await client.merge.show({ id });
        const lines = await client.merge.lines({ id, limit: 5_000 });
        cli.out.result({ ...row, lines }, [mergeLine(row)]);
        return exitCodes.done;
      }
      case 'send':
      case 'resume': {
        const row = await client.merge.send({ id });
        return wait ? follow(cli, client, row) : tell(cli, row);
      }
      case 'pause':
      case 'stop':
      case 'discard':
        return tell(cli, await client.merge[verb]({ id }));
    }
  });
}

function tell(cli: Cli, row: MergeRow): ExitCode {
  cli.out.result(row, [mergeLine(row)]);
  if (row.state === 'making' || row.state === 'sending' || row.state === 'discarding')
    cli.out.say('It goes on while Mailroom runs: mailroom run --until-idle');
  return exitCodeOf(row);
}

async function follow(cli: Cli, client: ApiClient, started: MergeRow): Promise<ExitCode> {
  let row = started;
  try {
    for await (row of await client.merge.watch({ id: started.id }, { signal: cli.interrupted })) {
      cli.out.say(mergeLine(row));
      if (row.state !== 'making' && row.state !== 'sending') break;
    }
  } catch (thrown) {
    if (!cli.interrupted.aborted) throw thrown;
  }
  return tell(cli, row);
}

/** What may have left twice if handled wrongly before what failed, and that before what waits. */
function exitCodeOf({ state, counts }: MergeRow): ExitCode {
  if (state === 'making' || state === 'sending' || state === 'discarding') return exitCodes.queued;
  if (counts.unsure > 0) return exitCodes.unconfirmed;
  return counts.failed > 0 || state === 'paused' ? exitCodes.failed : exitCodes.done;
}

function readId(given: string): MergeId {
  const id = mergeId.safeParse(given);
  if (id.success) return id.data;
  throw new MailroomError('usage_error', {
    message: 'This is no id of a merge.',
    remediation: 'List them with "mailroom merge list".',
    field: 'id',
  });
}

function collectPair(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, name, column] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || column === undefined) throw new InvalidArgumentError('It is written VARIABLE=COLUMN.');
  return { ...before, [name.trim()]: column.trim() };
}

function parseKey(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError('It must be a UUID.');
}
