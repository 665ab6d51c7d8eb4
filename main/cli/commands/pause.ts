import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { formatClock } from '../progress/format-amount.ts';

const MAX_MINUTES = 7 * 24 * 60;
const minutesOf = { m: 1, h: 60, d: 1440 } as const;

export function addPause(program: Command, perform: Perform): void {
  program
    .command('pause')
    .description('let nothing go out for a while, whatever is added meanwhile')
    .addOption(
      new Option('--for <time>', 'for how long, such as 30m, 4h or 1d; a week at most')
        .argParser(parseMinutes)
        .default(60, '1h'),
    )
    .addOption(
      new Option('--all', 'instead, stop each message that is on its way until it is resumed').conflicts('for'),
    )
    .action((options: { for: number; all?: true }, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) =>
        options.all === true ? pauseAll(cli) : pause(cli, options.for),
      ),
    );
  program
    .command('resume')
    .description('end that pause; without one, resume each paused message')
    .action((_options: unknown, command: Command) => perform(command.optsWithGlobals<GlobalOptions>(), resume));
}

function pause(cli: Cli, minutes: number): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const answer = await client.shell.pauseFor({ minutes });
    cli.out.result(answer, [
      `Nothing goes out until ${formatClock(answer.pausedUntil, Date.now())}. mailroom resume ends this earlier.`,
    ]);
    return exitCodes.done;
  });
}

function pauseAll(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const answer = await client.shell.pauseAll({});
    cli.out.result(answer, [
      answer.paused
        ? 'Each message that is on its way stands still. mailroom resume continues them.'
        : 'Nothing is on its way.',
    ]);
    return exitCodes.done;
  });
}

function resume(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const answer = await client.shell.resumeAll({});
    cli.out.result(answer, [
      answer.paused
        ? 'The pause is over. Messages that were paused one by one still are: mailroom outbox list --state paused'
        : 'What was paused goes on. mailroom run does the work where no other Mailroom does.',
    ]);
    return exitCodes.done;
  });
}

/** "4h" in minutes. */
export function parseMinutes(text: string): number {
  const [, amount, unit] = /^(\d{1,5})([mhd])$/.exec(text.trim().toLowerCase()) ?? [];
  const minutes = unit === 'm' || unit === 'h' || unit === 'd' ? Number(amount) * minutesOf[unit] : Number.NaN;
  if (minutes >= 1 && minutes <= MAX_MINUTES) return minutes;
  throw new InvalidArgumentError('Give it as minutes, hours or days, such as 30m, 4h or 1d; a week at most.');
}
