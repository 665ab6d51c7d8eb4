import type { Command } from 'commander';
import type { RunSummary } from '../../../contract/api.ts';
import type { OutboxRow } from '../../../contract/outbox.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import type { ApiClient } from '../../engine/host.ts';
import { exitCodeOfRun, exitCodes, type ExitCode } from '../exit-code.ts';
import { createProgress } from '../progress/progress.ts';

const stoppedWords = 'Stopped. What is unfinished stays queued: mailroom run continues it.';

export function addRun(program: Command, perform: Perform): void {
  program
    .command('run')
    .description('do all due work, then stop: for schedulers, and to continue after a crash')
    .option('--until-idle', 'stop once nothing is ready or due within 5 minutes (this is what run does)')
    .action((_options: unknown, command: Command) => perform(command.optsWithGlobals<GlobalOptions>(), run));
}

function run(cli: Cli): Promise<ExitCode> {
  const since = new Date().toISOString();
  return cli.withEngine({ work: true, repeatable: true }, async ({ client }) => {
    const watching = new AbortController();
    const shown = showProgress(cli, client, watching.signal);
    // Awaited below; should the run itself fail first, its error is the one to tell.
    shown.catch(() => undefined);
    const summary = await untilIdle(cli, client, since).finally(() => watching.abort());
    await shown;
    if (summary === null) return stopped(cli, await client.outbox.list({}));
    cli.out.result(summary, [summaryWords(summary)]);
    if (cli.interrupted.aborted && summary.waiting > 0) cli.out.say(stoppedWords);
    return exitCodeOfRun(summary);
  });
}

/** Null when the person did not want to wait for the end. */
async function untilIdle(cli: Cli, client: ApiClient, since: string): Promise<RunSummary | null> {
  try {
    return await client.engine.runUntilIdle({ since }, { signal: cli.interrupted });
  } catch (thrown) {
    if (cli.interrupted.aborted) return null;
    throw thrown;
  }
}

async function showProgress(cli: Cli, client: ApiClient, signal: AbortSignal): Promise<void> {
  const progress = createProgress(cli.out, cli.env);
  try {
    for await (const row of await client.outbox.watchAll({}, { signal })) progress.show(row);
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    progress.stop();
  }
}

function stopped(cli: Cli, rows: readonly OutboxRow[]): ExitCode {
  const summary = summaryOf(rows);
  cli.out.result(summary, [summaryWords(summary)]);
  cli.out.say(stoppedWords);
  return summary.unconfirmed > 0 ? exitCodes.unconfirmed : exitCodes.queued;
}

/** What the outbox holds, for a run that did not get to its own count. */
function summaryOf(rows: readonly OutboxRow[]): RunSummary {
  const count = (...states: OutboxRow['state'][]): number => rows.filter((row) => states.includes(row.state)).length;
  const done = count('sent', 'cancelled');
  const failed = count('failed', 'bounced');
  const dead = count('needsYou');
  const unconfirmed = count('unconfirmed');
  const drafts = count('draft');
  return { done, failed, dead, unconfirmed, waiting: rows.length - done - failed - dead - unconfirmed - drafts };
}

function summaryWords(summary: RunSummary): string {
  const { done, failed, dead, unconfirmed, waiting } = summary;
  return `Done ${done} · Failed ${failed} · Needs you ${dead} · Unconfirmed ${unconfirmed} · Waiting ${waiting}`;
}
