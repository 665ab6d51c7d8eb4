import { InvalidArgumentError, Option, type Command } from 'commander';
import type { AuditEntry } from '../../../contract/audit.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { formatClock } from '../progress/format-amount.ts';

export function addAudit(program: Command, perform: Perform): void {
  const audit = program.command('audit').description('who did what to jobs, flags, alerts and settings');
  audit
    .command('list')
    .description('newest first')
    .addOption(new Option('--limit <entries>', 'at most so many').argParser(parseLimit).default(50))
    .action((options: { limit: number }, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => list(cli, options.limit)),
    );
  audit
    .command('verify')
    .description('whether every entry is as it was written and none is missing')
    .action((_options: unknown, command: Command) => perform(command.optsWithGlobals<GlobalOptions>(), verify));
  audit
    .command('export')
    .description('everything that is kept, oldest first, one JSON object a line')
    .action((_options: unknown, command: Command) => perform(command.optsWithGlobals<GlobalOptions>(), exportAll));
}

function list(cli: Cli, limit: number): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const entries = await client.audit.page({ before: null, limit });
    cli.out.result(entries, entries.length === 0 ? ['Nothing was done yet.'] : entries.map(entryLine));
    return exitCodes.done;
  });
}

function verify(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: true }, async ({ client }) => {
    const verdict = await client.audit.verify({});
    cli.out.result(verdict, [`${verdict.ok ? 'ok' : 'NOT OK'}: ${verdict.detail}`]);
    return verdict.ok ? exitCodes.done : exitCodes.failed;
  });
}

/** Not repeatable: lines that were told must not be told again. */
function exportAll(cli: Cli): Promise<ExitCode> {
  return cli.withEngine({ work: false, repeatable: false }, async ({ client }) => {
    try {
      for await (const entry of await client.audit.exportAll({}, { signal: cli.interrupted })) cli.out.line(entry);
    } catch (thrown) {
      if (!cli.interrupted.aborted) throw thrown;
    }
    return cli.interrupted.aborted ? exitCodes.failed : exitCodes.done;
  });
}

function entryLine({ n, at, actor, via, action, subject, reason }: AuditEntry): string {
  const why = reason === null ? '' : `: ${reason}`;
  return `${String(n).padStart(6)}  ${formatClock(at, Date.now()).padEnd(16)}  ${action} ${subject} by ${actor} (${via})${why}`;
}

function parseLimit(text: string): number {
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= 1000) return limit;
  throw new InvalidArgumentError('Give a number from 1 to 1000.');
}
