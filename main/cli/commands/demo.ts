import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import type { Verdict } from '../demo/judge-story.ts';
import { tellStory } from '../demo/tell-story.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { formatBytes } from '../progress/format-amount.ts';

export function addDemo(program: Command, perform: Perform): void {
  program
    .command('demo')
    .description('the whole story in about a minute, on the sandbox: a throttle, a lost connection, a kill, a recovery')
    .option('--keep', 'keep the work folder afterwards')
    .action((options: { keep?: true }, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => demo(cli, options.keep === true)),
    );
}

async function demo(cli: Cli, keep: boolean): Promise<ExitCode> {
  const startedAtMs = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'mailroom-demo-'));
  try {
    const { env, interrupted, out } = cli;
    const verdict = await tellStory({ folder, env, interrupted, say: (line) => out.say(line) });
    const elapsedMs = Date.now() - startedAtMs;
    out.result({ ...verdict, elapsedMs }, verdictWords(verdict, elapsedMs));
    return verdict.ok ? exitCodes.done : exitCodes.failed;
  } catch (thrown) {
    if (!cli.interrupted.aborted) throw thrown;
    cli.out.say('Stopped.');
    return exitCodes.failed;
  } finally {
    if (keep) cli.out.say(`Kept: ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
}

function verdictWords(verdict: Verdict, elapsedMs: number): readonly string[] {
  return [
    ...verdict.delivered.map(({ address, copies }) => `   ${address}: ${copies} of 1`),
    ...verdict.files.map(
      (file) => `   ${file.name}, ${formatBytes(file.sizeBytes)}: ${file.identical ? 'identical' : 'DIFFERENT'}`,
    ),
    `   Duplicates: ${verdict.duplicates}`,
    `   Bytes that the service took twice: ${verdict.bytesTakenTwice}`,
    `   Sent again because of throttle, lost connection and kill: ${formatBytes(verdict.bytesSentAgain)}`,
    `   Rules of the service broken: ${verdict.violations}`,
    verdict.ok
      ? `Nothing went twice, nothing was lost. ${Math.ceil(elapsedMs / 1000)} s.`
      : 'This is not what should have happened.',
  ];
}
