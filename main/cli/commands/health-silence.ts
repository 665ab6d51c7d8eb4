import { Argument, Option, type Command } from 'commander';
import { type HealthReport, type Situation, situations } from '../../../contract/health.ts';
import type { ApiClient } from '../../engine/host.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { parseReason } from '../job-options.ts';
import { formatClock } from '../progress/format-amount.ts';
import { parseMinutes } from './pause.ts';

const MINUTE_MS = 60_000;

const named = (): Argument => new Argument('<alert>', 'the situation, such as deadLetters').choices(situations);

/** An alert that somebody knows of and that shall count again by itself. */
export function addSilence(health: Command, perform: Perform): void {
  health
    .command('silence')
    .addArgument(named())
    .addOption(
      new Option('--for <time>', 'for how long, such as 30m, 4h or 1d; a week at most')
        .argParser(parseMinutes)
        .default(60, '1h'),
    )
    .addOption(new Option('--reason <text>', 'why, for the audit log').argParser(parseReason).makeOptionMandatory())
    .description('let an alert count nowhere for a while; what it tells of is not changed')
    .action((id: Situation, options: { for: number; reason: string }, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => {
        const until = new Date(Date.now() + options.for * MINUTE_MS).toISOString();
        return change(cli, id, (client) =>
          client.health.silence({ alert: id, until, reason: options.reason, via: 'command' }),
        );
      }),
    );
  health
    .command('unsilence')
    .addArgument(named())
    .description('let it count again now')
    .action((id: Situation, _options: unknown, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) =>
        change(cli, id, (client) => client.health.unsilence({ alert: id, via: 'command' })),
      ),
    );
}

function change(cli: Cli, id: Situation, order: (client: ApiClient) => Promise<HealthReport>): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const report = await order(client);
    const silence = report.alerts.find((alert) => alert.id === id)?.silence ?? null;
    const words = silence === null ? 'It counts.' : `Silenced until ${formatClock(silence.until, Date.now())}.`;
    cli.out.result(report, [words]);
    return exitCodes.done;
  });
}
