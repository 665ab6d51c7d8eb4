import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, type Command } from 'commander';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import type { IngestVerdict } from '../demo/judge-ingest-story.ts';
import type { Verdict } from '../demo/judge-story.ts';
import type { Stage } from '../demo/stage.ts';
import { tellIngestStory } from '../demo/tell-ingest-story.ts';
import { tellStory } from '../demo/tell-story.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { formatBytes } from '../progress/format-amount.ts';
import { counted } from '../row-words.ts';

type Told = (
  stage: Stage,
) => Promise<{ readonly ok: boolean; readonly words: (elapsedMs: number) => readonly string[] }>;

const stories = {
  send: tell(tellStory, verdictWords),
  ingest: tell(tellIngestStory, ingestWords),
} as const satisfies Record<string, Told>;

export function addDemo(program: Command, perform: Perform): void {
  program
    .command('demo')
    .description('the whole story in about a minute, on the sandbox: a throttle, a lost connection, a kill, a recovery')
    .addArgument(
      new Argument('[story]', 'what is shown: sending, or mail that comes in while the disk fills up')
        .choices(Object.keys(stories))
        .default('send'),
    )
    .option('--keep', 'keep the work folder afterwards')
    .action((story: keyof typeof stories, options: { keep?: true }, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => demo(cli, stories[story], options.keep === true)),
    );
}

async function demo(cli: Cli, told: Told, keep: boolean): Promise<ExitCode> {
  const startedAtMs = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'mailroom-demo-'));
  try {
    const { env, interrupted, out } = cli;
    const { ok, words, ...verdict } = await told({ folder, env, interrupted, say: (line) => out.say(line) });
    const elapsedMs = Date.now() - startedAtMs;
    out.result({ ok, ...verdict, elapsedMs }, words(elapsedMs));
    return ok ? exitCodes.done : exitCodes.failed;
  } catch (thrown) {
    if (!cli.interrupted.aborted) throw thrown;
    cli.out.say('Stopped.');
    return exitCodes.failed;
  } finally {
    if (keep) cli.out.say(`Kept: ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
}

function tell<End extends { readonly ok: boolean }>(
  story: (stage: Stage) => Promise<End>,
  wordsOf: (end: End, elapsedMs: number) => readonly string[],
): Told {
  return async (stage) => {
    const end = await story(stage);
    return { ...end, words: (elapsedMs) => wordsOf(end, elapsedMs) };
  };
}

function ingestWords(
  { ok, messages, files, missing, surplus, paused }: IngestVerdict,
  elapsedMs: number,
): readonly string[] {
  return [
    `   ${counted(files, 'file')} of ${counted(messages, 'message')}, every byte compared`,
    `   Waited while the disk was full: ${paused}`,
    `   Missing: ${missing}`,
    `   Doubled or never sent: ${surplus}`,
    ok ? `Nothing is missing. ${Math.ceil(elapsedMs / 1000)} s.` : 'This is not what should have happened.',
  ];
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
