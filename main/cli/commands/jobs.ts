import { InvalidArgumentError, Option, type Command } from 'commander';
import { jobCause, type JobFilter, type JobRow, type ShownJobState, shownJobStates } from '../../../contract/jobs.ts';
import type { ApiClient } from '../../engine/host.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { parseCount, parseReason } from '../job-options.ts';
import { causeLines, detailLines, jobDocument, jobLine, parseJobId } from '../job-words.ts';
import type { ListEntry } from '../output.ts';
import { counted } from '../row-words.ts';
import { addJobsDiscard } from './jobs-discard.ts';
import { addJobsReplay } from './jobs-replay.ts';

interface CausesOptions {
  readonly kind?: string;
  readonly mailbox?: string;
  readonly text?: string;
}

interface ListOptions extends CausesOptions {
  readonly state?: readonly ShownJobState[];
  readonly cause?: string;
  readonly limit?: number;
}

type Verb = 'retry' | 'park' | 'unpark';

const PAGE = 500;

const examples = `
Examples:
  $ mailroom jobs causes                                     why jobs gave up
  $ mailroom jobs list --state dead --cause graph_4xx_403
  $ mailroom jobs show 41 --attempts
  $ mailroom jobs replay --where 'cause=disk_full' --dry-run
  $ mailroom jobs replay --where 'cause=disk_full' --rate 120 --yes --wait
  $ mailroom jobs discard --where 'cause=graph_4xx_403' --reason 'Protected mail' --dry-run`;

export function addJobs(program: Command, perform: Perform): void {
  const jobs = program
    .command('jobs')
    .description('work that waits, runs, ended or gave up')
    .addHelpText('after', examples);
  jobs
    .command('list')
    .description('jobs, what failed last first')
    .addOption(new Option('--state <state...>', 'only these').choices(shownJobStates))
    .option('--cause <cause>', 'only what failed for this cause', parseCause)
    .option('--kind <kind>', 'only this kind of work, such as ingest.message')
    .option('--mailbox <address>', 'only of this mailbox')
    .option('--text <words>', 'found by id, subject, mailbox, error or correlation id')
    .option('--limit <jobs>', 'at most so many', parseCount)
    .action((options: ListOptions, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => list(cli, options)),
    );
  jobs
    .command('causes')
    .description('why jobs gave up that nobody has dealt with')
    .option('--kind <kind>', 'only this kind of work, such as ingest.message')
    .option('--mailbox <address>', 'only of this mailbox')
    .option('--text <words>', 'found by id, subject, mailbox, error or correlation id')
    .action((options: CausesOptions, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => causes(cli, options)),
    );
  jobs
    .command('show')
    .argument('<id>')
    .option('--attempts', 'every attempt, not only the last three')
    .description('one job: what happened, what is safe, what next')
    .action((id: string, options: { attempts?: true }, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => show(cli, id, options.attempts === true)),
    );
  for (const { verb, description, isReasoned } of verbs) {
    const added = jobs.command(verb).argument('<id>').description(description);
    const option = new Option('--reason <text>', 'why, for the audit log').argParser(parseReason);
    added
      .addOption(isReasoned ? option.makeOptionMandatory() : option)
      .action((id: string, options: { reason?: string }, command: Command) =>
        perform(command.optsWithGlobals<GlobalOptions>(), (cli) => act(cli, verb, id, options.reason ?? null)),
      );
  }
  addJobsReplay(jobs, perform);
  addJobsDiscard(jobs, perform);
}

const verbs: readonly { readonly verb: Verb; readonly description: string; readonly isReasoned: boolean }[] = [
  { verb: 'retry', description: 'try it now: a dead one gets a successor', isReasoned: false },
  { verb: 'park', description: 'put a waiting job aside until it is brought back', isReasoned: true },
  { verb: 'unpark', description: 'bring it back', isReasoned: false },
];

function list(cli: Cli, options: ListOptions): Promise<ExitCode> {
  const filter = filterOf(options, cli.account);
  // Not repeatable: a list that was half told must not be told again from its start.
  return cli.withEngine({ work: false, repeatable: false }, async ({ client }) => {
    let found = 0;
    async function* entries(): AsyncGenerator<ListEntry> {
      for await (const row of readRows(client, filter, options.limit ?? Infinity)) {
        found += 1;
        yield { document: jobDocument(row), line: jobLine(row) };
      }
    }
    const isWhole = await cli.out.list(entries(), cli.interrupted);
    cli.out.say(isWhole ? `${counted(found, 'job')}.` : 'Stopped. The list is not whole.');
    return isWhole ? exitCodes.done : exitCodes.failed;
  });
}

async function* readRows(client: ApiClient, filter: JobFilter, limit: number): AsyncGenerator<JobRow> {
  let left = limit;
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<ApiClient['jobs']['page']>> = await client.jobs.page({
      filter,
      after,
      limit: Math.min(left, PAGE),
    });
    yield* page.rows;
    left -= page.rows.length;
    after = page.nextKey;
  } while (after !== null && left > 0);
}

function filterOf({ state, cause, kind, mailbox, text }: ListOptions, account: string | null): JobFilter {
  const address = mailbox ?? account ?? undefined;
  return {
    ...(state === undefined ? {} : { states: [...state] }),
    ...(cause === undefined ? {} : { cause: jobCause.parse(cause) }),
    ...(kind === undefined ? {} : { kind }),
    ...(address === undefined ? {} : { mailbox: address }),
    ...(text === undefined ? {} : { text }),
  };
}

function causes(cli: Cli, options: CausesOptions): Promise<ExitCode> {
  const filter = filterOf(options, cli.account);
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const rows = await client.jobs.causes({ filter });
    cli.out.result(rows, rows.length === 0 ? ['No job gave up.'] : rows.flatMap(causeLines));
    return exitCodes.done;
  });
}

function show(cli: Cli, id: string, withAttempts: boolean): Promise<ExitCode> {
  const input = { id: parseJobId(id) };
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const detail = await client.jobs.show(input);
    cli.out.result(detail, detailLines(detail, withAttempts));
    return exitCodes.done;
  });
}

/** Each of them twice is once, so that it may be repeated when the owner of the folder ended in the middle. */
function act(cli: Cli, verb: Verb, id: string, reason: string | null): Promise<ExitCode> {
  const input = { id: parseJobId(id), via: 'command' } as const;
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const row = await (verb === 'park'
      ? client.jobs[verb]({ ...input, reason: reason ?? '' })
      : client.jobs[verb]({ ...input, reason }));
    cli.out.result(jobDocument(row), [jobLine(row)]);
    return exitCodes.done;
  });
}

function parseCause(text: string): string {
  if (jobCause.safeParse(text).success) return text;
  throw new InvalidArgumentError('"mailroom jobs causes" lists the causes.');
}
