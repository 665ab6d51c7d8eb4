import { Option, type Command } from 'commander';
import { type HealthReport, type Measure, measures } from '../../../contract/health.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { addSilence } from './health-silence.ts';

interface HealthFlags {
  readonly watch?: true;
}

const examples = `
Examples:
  $ mailroom health                 how it goes, in a sentence, four numbers and what needs somebody
  $ mailroom health --json          the same for scripts
  $ mailroom health --watch         stay, and say each time that the sentence changes, until Ctrl C

Exit codes: 0 healthy, or the first numbers are still being collected; 1 otherwise.`;

export function addHealth(program: Command, perform: Perform): void {
  const health = program
    .command('health')
    .description('say in one sentence how it goes, and what needs somebody')
    .addOption(new Option('--watch', 'stay, and print each change; with --json one object a line'))
    .addHelpText('after', examples)
    .action((flags: HealthFlags, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => (flags.watch ? watch(cli) : once(cli))),
    );
  addSilence(health, perform);
}

function once(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const report = await client.health.now({});
    cli.out.result(report, reportWords(report));
    return exitCodeOf(report);
  });
}

function watch(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    let last: HealthReport | null = null;
    try {
      for await (const report of await client.health.watch({}, { signal: cli.interrupted })) {
        if (report.verdict === last?.verdict && report.level === last.level) continue;
        last = report;
        if (cli.out.json) cli.out.line(report);
        else cli.out.result(report, [`${report.at} ${report.verdict}`]);
      }
    } catch (thrown) {
      if (!cli.interrupted.aborted) throw thrown;
    }
    return last === null ? exitCodes.failed : exitCodeOf(last);
  });
}

function exitCodeOf({ level }: HealthReport): ExitCode {
  return level === 'healthy' || level === 'collecting' ? exitCodes.done : exitCodes.failed;
}

const measureWords: Readonly<Record<Measure, readonly [name: string, unit: string, factor: number]>> = {
  uploadRate: ['Upload', 'MB/s', 1],
  confirmation: ['Sent and confirmed, 95th percentile', 's', 1],
  backlog: ['Ingest backlog', 's', 1],
  errors: ['Failed requests', '%', 100],
};

const ownerWords = { you: 'you', administrator: 'your administrator', service: 'Microsoft 365' } as const;

function reportWords(report: HealthReport): readonly string[] {
  return [
    report.verdict,
    ...measures.map((measure) => measureLine(measure, report.measures[measure])),
    ...report.alerts.flatMap((alert) => [
      `${alert.silence === null ? alert.severity.toUpperCase() : 'silenced'} ${alert.title}, since ${alert.since}, owner: ${ownerWords[alert.owner]}`,
      `  ${alert.affected} ${alert.next} Runbook: docs/runbooks/${alert.runbook}.md`,
      ...(alert.silence === null ? [] : [`  Silenced until ${alert.silence.until}: ${alert.silence.reason}`]),
    ]),
  ];
}

function measureLine(measure: Measure, { now, objective }: HealthReport['measures'][Measure]): string {
  const [name, unit, factor] = measureWords[measure];
  const value = now === null ? 'nothing to measure' : `${rounded(now * factor)} ${unit}`;
  if (objective === null) return `  ${name}: ${value}`;
  return `  ${name}: ${value} (objective ${objective.is === 'atLeast' ? 'over' : 'under'} ${rounded(objective.value * factor)} ${unit})`;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
