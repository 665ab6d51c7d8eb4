import { randomUUID } from 'node:crypto';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { replayId, type ReplayEffect, type ReplayId, type ReplayPace, type ReplayRow } from '../../../contract/jobs.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { ApiClient } from '../../engine/host.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { confirm } from '../confirm.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { parseCount, parseReason, readScope } from '../job-options.ts';
import { effectLines, replayLine } from '../job-words.ts';

interface ReplayOptions {
  readonly where?: string;
  readonly first?: number;
  readonly rate: number;
  readonly cap?: number;
  readonly stopAfter: ReplayPace['stopRule'];
  readonly reason: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly wait?: true;
}

const standardRule = { failures: 5, outOf: 50 } as const;

export function addJobsReplay(jobs: Command, perform: Perform): void {
  jobs
    .command('replay')
    .argument('[id...]', 'these jobs')
    .option('--where <terms>', "or those for which all of it is true: 'cause=… kind=… mailbox=… after=… before=…'")
    .option('--first <jobs>', 'of these only the oldest', parseCount)
    .addOption(new Option('--rate <jobs>', 'so many a minute').argParser(parseCount).default(60))
    .option('--cap <jobs>', 'at most so many in all', parseCount)
    .addOption(
      new Option('--stop-after <f/n>', 'stop when so many of the last so many failed, or never')
        .argParser(parseRule)
        .default(standardRule, '5/50'),
    )
    .addOption(
      new Option('--reason <text>', 'why, for the audit log').argParser(parseReason).default('From the command line.'),
    )
    .option('--dry-run', 'count what would happen; nothing moves')
    .option('--yes', 'do not ask')
    .option('--wait', 'follow it until the last of its jobs has ended; Ctrl C leaves it running')
    .description('give dead jobs successors, at a pace')
    .action((ids: string[], options: ReplayOptions, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => replay(cli, ids, options)),
    );
  const replays = jobs.command('replays').description('replays that run, or did');
  replays
    .command('list')
    .description('running ones first, then the newest')
    .action((_options: unknown, command: Command) => perform(command.optsWithGlobals<GlobalOptions>(), list));
  for (const verb of ['stop', 'resume'] as const) {
    replays
      .command(verb)
      .argument('<id>')
      .addOption(new Option('--reason <text>', 'why, for the audit log').argParser(parseReason))
      .description(verb === 'stop' ? 'keep what it has moved, and move no more' : 'go on with what it has not moved')
      .action((id: string, options: { reason?: string }, command: Command) =>
        perform(command.optsWithGlobals<GlobalOptions>(), (cli) => steer(cli, verb, id, options.reason ?? null)),
      );
  }
}

/** Repeatable, because the key is chosen once: whoever takes over finds the replay that was started. */
function replay(cli: Cli, ids: readonly string[], options: ReplayOptions): Promise<ExitCode> {
  const scope = readScope('replay', ids, options, cli.account);
  const key = randomUUID();
  let isConfirmed = options.yes === true;
  return cli.withEngine({ work: options.wait === true, repeatable: true }, async ({ client }) => {
    const effect = await client.jobs.replays.dryRun({ scope });
    if (options.dryRun === true) {
      cli.out.result(effect, effectLines(effect));
      return exitCodes.done;
    }
    for (const line of effectLines(effect)) cli.out.say(line);
    isConfirmed ||= await agrees(cli, effect);
    if (!isConfirmed) {
      cli.out.say('Nothing was moved.');
      return exitCodes.failed;
    }
    const pace = { perMinute: options.rate, cap: options.cap ?? null, stopRule: options.stopAfter };
    const row = await client.jobs.replays.start({ key, scope, pace, reason: options.reason, via: 'command' });
    if (options.wait !== true) {
      cli.out.result(row, [replayLine(row)]);
      cli.out.say(`It moves ${String(options.rate)} a minute while Mailroom runs: mailroom run --until-idle`);
      return exitCodes.done;
    }
    return follow(cli, client, row);
  });
}

async function agrees(cli: Cli, { willReplay }: ReplayEffect): Promise<boolean> {
  const answer = await confirm(cli, `Replay ${String(willReplay)}?`);
  if (answer !== null) return answer;
  throw new MailroomError('usage_error', {
    message: 'Nobody can be asked here whether to replay them. Nothing was moved.',
    remediation: 'Look at the effect above, then give --yes.',
    field: 'yes',
  });
}

async function follow(cli: Cli, client: ApiClient, started: ReplayRow): Promise<ExitCode> {
  let row = started;
  try {
    for await (row of await client.jobs.replays.watch({ id: started.id }, { signal: cli.interrupted })) {
      cli.out.say(replayLine(row));
      // Once everything was moved the stream goes on until the last successor has ended: only then is it known how.
      if (row.state === 'stopped' || row.state === 'stoppedByRule') break;
    }
  } catch (thrown) {
    if (!cli.interrupted.aborted) throw thrown;
  }
  cli.out.result(row, [replayLine(row)]);
  if (cli.interrupted.aborted) {
    const rest =
      row.state === 'running'
        ? `The replay goes on while Mailroom runs. To stop it: mailroom jobs replays stop ${row.id}`
        : 'Everything was moved. The jobs that have not ended go on while Mailroom runs.';
    cli.out.say(rest);
    return exitCodes.queued;
  }
  return row.state === 'finished' && row.failed === 0 ? exitCodes.done : exitCodes.failed;
}

function list(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const rows = await client.jobs.replays.list({ limit: 200 });
    cli.out.result(rows, rows.length === 0 ? ['There was no replay.'] : rows.map(replayLine));
    return exitCodes.done;
  });
}

function steer(cli: Cli, verb: 'stop' | 'resume', text: string, reason: string | null): Promise<ExitCode> {
  const id = parseReplayId(text);
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const row = await client.jobs.replays[verb]({ id, reason, via: 'command' });
    cli.out.result(row, [replayLine(row)]);
    return exitCodes.done;
  });
}

function parseReplayId(text: string): ReplayId {
  const parsed = replayId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new MailroomError('usage_error', {
    message: 'That is not the id of a replay. Nothing was changed.',
    remediation: 'mailroom jobs replays list shows the ids.',
    field: 'id',
  });
}

function parseRule(text: string): ReplayPace['stopRule'] {
  if (text === 'never') return null;
  const [failures = 0, outOf = 0] = /^(\d{1,6})\/(\d{1,6})$/.exec(text)?.slice(1).map(Number) ?? [];
  if (failures >= 1 && failures <= outOf) return { failures, outOf };
  throw new InvalidArgumentError('It is never, or such as 5/50: when 5 of the last 50 failed.');
}
