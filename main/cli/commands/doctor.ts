import type { Command } from 'commander';
import type { DoctorReport } from '../../../contract/api.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { toFailure } from '../failure.ts';

export function addDoctor(program: Command, perform: Perform): void {
  program
    .command('doctor')
    .description('say what is set, by whom, and what does not work')
    .action((_options: unknown, command: Command) => perform(command.optsWithGlobals<GlobalOptions>(), examine));
}

async function examine(cli: Cli): Promise<ExitCode> {
  const report = await cli
    .withEngine({ work: false, repeatable: true }, ({ client }) => client.engine.doctor({}))
    .catch((thrown: unknown) => reportOfNoStart(thrown));
  cli.out.result(report, reportWords(report));
  return report.ok ? exitCodes.done : exitCodes.failed;
}

/** An engine that does not start is what somebody calls the doctor for. */
function reportOfNoStart(thrown: unknown): DoctorReport {
  const { error } = toFailure(thrown);
  const check = { name: 'start', ok: false, detail: error.message, remedy: error.remediation };
  return { ok: false, checks: [check] };
}

function reportWords(report: DoctorReport): readonly string[] {
  const lines = report.checks.flatMap((check) => [
    `${check.ok ? 'ok     ' : 'NOT OK '} ${check.name}: ${check.detail}`,
    ...(check.remedy === null ? [] : [`        ${check.remedy}`]),
  ]);
  return [...lines, report.ok ? 'Everything works.' : 'Something needs you, see above.'];
}
