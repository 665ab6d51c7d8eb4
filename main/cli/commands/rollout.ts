import { setTimeout as sleep } from 'node:timers/promises';
import { Argument, InvalidArgumentError, type Command } from 'commander';
import type { RolloutDecision, RolloutStatus } from '../../../contract/flags.ts';
import type { RolloutController } from '../../engine/open-rollout.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { toFailure } from '../failure.ts';

interface RunFlags {
  readonly dryRun?: true;
  readonly once?: true;
  /** Seconds. */
  readonly interval: number;
  readonly prometheus?: string;
}

const orders = ['promote', 'hold', 'abort', 'resume'] as const;
type Order = (typeof orders)[number];

const examples = `
Examples:
  $ mailroom rollout run --dry-run --once --json     what it would decide now
  $ mailroom rollout run --interval 60               look every minute, until Ctrl C
  $ mailroom rollout steer hold --reason "Release freeze"

run needs REDIS_URL and a Prometheus, and no data folder. docs/specs/rollout.md explains ladder and objectives.`;

export function addRollout(program: Command, perform: Perform): void {
  const rollout = program.command('rollout').description('let sending reach more mailboxes, step by step');
  rollout
    .command('run')
    .description('judge how sending goes, and move the percentage by the ladder')
    .option('--dry-run', 'decide and write nothing')
    .option('--once', 'one look, then stop')
    .option('--interval <seconds>', 'between two looks', parseSeconds, 60)
    .option('--prometheus <url>', 'ask this one (also MAILROOM_PROMETHEUS_URL)', parseAddress)
    .addHelpText('after', examples)
    .action((flags: RunFlags, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => run(cli, flags)),
    );
  rollout
    .command('status')
    .description('where it stands, and why')
    .action((_options: unknown, command: Command) => perform(command.optsWithGlobals<GlobalOptions>(), status));
  rollout
    .command('steer')
    .addArgument(new Argument('<order>', 'one rung up, stay, 0 percent, or let the controller go on').choices(orders))
    .requiredOption('--reason <text>', 'why, for the history and the audit log')
    .description('a person’s word, which stands above the controller’s')
    .action((order: Order, options: { reason: string }, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => steer(cli, order, options.reason)),
    );
}

async function run(cli: Cli, { dryRun, once, interval, prometheus }: RunFlags): Promise<ExitCode> {
  // Loaded late: --help needs no engine.
  const { openRollout } = await import('../../engine/open-rollout.ts');
  const controller = await openRollout({ env: cli.env, dataDir: cli.dataDir }, prometheus ?? null);
  try {
    if (once === true) tell(cli, await controller.look(dryRun === true));
    else await watch(cli, controller, dryRun === true, interval * 1_000);
    return exitCodes.done;
  } finally {
    controller.close();
  }
}

/** A look that fails moves nothing and is followed by the next one. */
async function watch(cli: Cli, controller: RolloutController, isDryRun: boolean, everyMs: number): Promise<void> {
  while (!cli.interrupted.aborted) {
    try {
      tell(cli, await controller.look(isDryRun));
    } catch (thrown) {
      cli.out.explain(toFailure(thrown));
    }
    await sleep(everyMs, undefined, { signal: cli.interrupted }).catch(() => undefined);
  }
}

function tell(cli: Cli, decision: RolloutDecision): void {
  cli.out.result(decision, [decisionWords(decision)]);
}

function status(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const standing = await client.rollout.status({});
    cli.out.result(standing, statusWords(standing));
    return exitCodes.done;
  });
}

function steer(cli: Cli, action: Order, reason: string): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: false }, async ({ client }) => {
    const standing = await client.rollout.steer({ action, reason, via: 'command' });
    cli.out.result(standing, statusWords(standing));
    return exitCodes.done;
  });
}

/** One line with every number that it was decided by. */
function decisionWords({ at, action, from, to, because, gates, actor }: RolloutDecision): string {
  const move = from === to ? `${String(from)} %` : `${String(from)} % to ${String(to)} %`;
  const numbers = gates.map(({ metric, verdict, why }) => `${metric} ${verdict}: ${why}`).join(' | ');
  return `${at} ${action} ${move} by ${actor}: ${because}${numbers === '' ? '' : ` [${numbers}]`}`;
}

function statusWords({ percent, ladder, steering, decisions, problem }: RolloutStatus): string[] {
  const rungs = ladder.map((rung) => (rung === percent ? `[${String(rung)}]` : String(rung))).join(' ');
  return [
    `${String(percent)} % of the mailboxes may send; ladder ${rungs}${steering === null ? '' : `; ${steering}`}`,
    ...(problem === null ? [] : [`  ${problem}`]),
    ...decisions.slice(0, 10).map((decision) => `  ${decisionWords(decision)}`),
  ];
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d{1,5}$/.test(text) && seconds >= 1) return seconds;
  throw new InvalidArgumentError('It is a whole number of seconds, at least 1.');
}

function parseAddress(text: string): string {
  if (URL.canParse(text) && /^https?:\/\/[^@]+$/.test(text)) return text;
  throw new InvalidArgumentError('It is an http:// or https:// address without a password.');
}
