import { Option, type Command } from 'commander';
import type { DiscardSummary, ReplayScope } from '../../../contract/jobs.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { confirm } from '../confirm.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { parseCount, parseReason, readScope } from '../job-options.ts';
import { jobDocument, jobLine, leftOutLines, parseJobId } from '../job-words.ts';
import { counted } from '../row-words.ts';

interface DiscardOptions {
  readonly where?: string;
  readonly first?: number;
  readonly reason: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

export function addJobsDiscard(jobs: Command, perform: Perform): void {
  jobs
    .command('discard')
    .argument('[id...]', 'these jobs')
    .option(
      '--where <terms>',
      "or the dead ones for which all of it is true: 'cause=… kind=… mailbox=… after=… before=…'",
    )
    .option('--first <jobs>', 'of these only the oldest', parseCount)
    .addOption(new Option('--reason <text>', 'why, for the audit log').argParser(parseReason).makeOptionMandatory())
    .option('--dry-run', 'count what would be discarded; nothing is')
    .option('--yes', 'do not ask')
    .description('nothing shall become of dead or parked jobs; they stay in the list')
    .action((ids: string[], options: DiscardOptions, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => discard(cli, ids, options)),
    );
}

/** One that was named needs no question; of many, somebody has to agree to the count. */
function discard(cli: Cli, ids: readonly string[], options: DiscardOptions): Promise<ExitCode> {
  const [only] = ids;
  const isOne = ids.length === 1 && options.where === undefined && options.dryRun !== true;
  return isOne && only !== undefined
    ? discardOne(cli, only, options.reason)
    : discardMany(cli, readScope('discard', ids, options, cli.account), options);
}

function discardOne(cli: Cli, id: string, reason: string): Promise<ExitCode> {
  const input = { id: parseJobId(id), reason, via: 'command' } as const;
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const row = await client.jobs.discard(input);
    cli.out.result(jobDocument(row), [jobLine(row)]);
    return exitCodes.done;
  });
}

/** Twice is once, so that it may be repeated when the owner of the folder ended in the middle. */
function discardMany(cli: Cli, scope: ReplayScope, { reason, dryRun, yes }: DiscardOptions): Promise<ExitCode> {
  let isConfirmed = yes === true;
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const effect = await client.jobs.dryRunDiscard({ scope });
    if (dryRun === true) {
      cli.out.result(effect, summaryLines(effect, 'to be discarded'));
      return exitCodes.done;
    }
    if (!isConfirmed) for (const line of summaryLines(effect, 'to be discarded')) cli.out.say(line);
    isConfirmed ||= await agrees(cli, effect);
    if (!isConfirmed) {
      cli.out.say('Nothing was discarded.');
      return exitCodes.failed;
    }
    const summary = await client.jobs.discardMany({ scope, reason, via: 'command' });
    cli.out.result(summary, summaryLines(summary, 'discarded'));
    return exitCodes.done;
  });
}

async function agrees(cli: Cli, { discarded }: DiscardSummary): Promise<boolean> {
  const answer = await confirm(cli, `Discard ${String(discarded)}?`);
  if (answer !== null) return answer;
  throw new MailroomError('usage_error', {
    message: 'Nobody can be asked here whether to discard them. Nothing was discarded.',
    remediation: 'Look at what is above, then give --yes.',
    field: 'yes',
  });
}

function summaryLines({ discarded, leftOut, leftOutCount }: DiscardSummary, words: string): readonly string[] {
  return [`${counted(discarded, 'job')} ${words}.`, ...leftOutLines(leftOut, leftOutCount)];
}
