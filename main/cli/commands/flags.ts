import type { Command } from 'commander';
import { flagName, flagNames, type FlagName, type FlagRow, type FlagValue } from '../../../contract/flags.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';

const examples = `
Examples:
  $ mailroom flags list --json
  $ mailroom flags set paused true --reason "The service refuses what we send"
  $ mailroom flags set rollout_percent 10 --reason "First department"

Written to Redis where REDIS_URL is set, for all installations that share it; otherwise for this computer alone.`;

export function addFlags(program: Command, perform: Perform): void {
  const flags = program.command('flags').description('the switches of sending, who set them and how old that is');
  flags
    .command('list')
    .description('every switch')
    .action((_options: unknown, command: Command) => perform(command.optsWithGlobals<GlobalOptions>(), list));
  flags
    .command('set')
    .argument('<name>', flagNames.join(', '))
    .argument('<value>', 'true or false; 0 to 100 for rollout_percent')
    .requiredOption('--reason <text>', 'why, for the audit log')
    .description('set one of them')
    .addHelpText('after', examples)
    .action((name: string, value: string, options: { reason: string }, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => set(cli, name, value, options.reason)),
    );
}

function list(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const rows = await client.flags.list({});
    cli.out.result(rows, rows.flatMap(flagWords));
    return exitCodes.done;
  });
}

function set(cli: Cli, name: string, value: string, reason: string): Promise<ExitCode> {
  const input = {
    name: parseName(name),
    value: parseValue(value),
    reason: parseReason(reason),
    via: 'command',
  } as const;
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const row = await client.flags.set(input);
    cli.out.result(row, flagWords(row));
    return exitCodes.done;
  });
}

function flagWords({ name, value, origin, ageMs, problem }: FlagRow): readonly string[] {
  const age = ageMs === null ? '' : `, ${String(Math.floor(ageMs / 1000))} s ago`;
  return [`${name} = ${String(value)} (${origin}${age})`, ...(problem === null ? [] : [`  ${problem}`])];
}

function parseName(text: string): FlagName {
  const parsed = flagName.safeParse(text);
  if (parsed.success) return parsed.data;
  throw usage(`There is no flag of that name; there are ${flagNames.join(', ')}.`, 'name');
}

/** The engine judges the range. */
function parseValue(text: string): FlagValue {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^\d{1,3}$/.test(text) && Number(text) <= 100) return Number(text);
  throw usage('A flag is true or false, and rollout_percent a whole number from 0 to 100.', 'value');
}

function parseReason(text: string): string {
  const reason = text.trim();
  if (reason !== '' && reason.length <= 500) return reason;
  throw usage('The reason must have 1 to 500 characters.', 'reason');
}

function usage(message: string, field: string): MailroomError {
  return new MailroomError('usage_error', {
    message: `${message} Nothing was changed.`,
    remediation: 'See mailroom flags set --help.',
    field,
  });
}
