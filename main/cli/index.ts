import process from 'node:process';
import { CommanderError } from 'commander';
import { crashLine } from '../engine/crash-line.ts';
import { createCli } from './create-cli.ts';
import { createProgram } from './create-program.ts';
import { exitCodeOfError, exitCodes, type ExitCode } from './exit-code.ts';
import { toFailure } from './failure.ts';
import { createInterruption } from './interruption.ts';
import { createOutput } from './output.ts';

followLauncher();
for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
process.on('uncaughtException', (thrown) => endNow(report(thrown)));
process.on('unhandledRejection', (thrown) => endNow(report(thrown)));
await endWith(await main(process.argv));

async function main(argv: readonly string[]): Promise<ExitCode> {
  const interrupted = createInterruption(() => endNow(exitCodes.queued));
  let exitCode: ExitCode = exitCodes.done;
  const program = createProgram(async (global, action) => {
    exitCode = await action(createCli(global, interrupted));
  });
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (thrown) {
    // Help and version that were asked for arrive as errors too.
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return exitCodes.done;
    return report(thrown);
  }
}

/** Options may be what failed to parse, so the flags that matter here are looked up as they were typed. */
function report(thrown: unknown): ExitCode {
  const failure = toFailure(thrown);
  createOutput(process, { json: process.argv.includes('--json'), quiet: false }).fail(failure);
  if (process.argv.includes('--verbose')) process.stderr.write(`${crashLine(thrown)}\n`);
  return exitCodeOfError(failure.error.error_code);
}

/** The launcher was killed when its channel closes: an orphan that went on sending would surprise whoever killed it. */
function followLauncher(): void {
  if (process.channel === undefined) return;
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.channel?.unref();
}

/** `mailroom … | head` closes our stdout early. The mail goes on; only its words have nobody to read them. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Idle connections must not keep a finished command alive, and nothing written may be cut off. */
async function endWith(exitCode: ExitCode): Promise<never> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writable) await new Promise<void>((resolve) => stream.write('', () => resolve()));
  }
  return endNow(exitCode);
}

function endNow(exitCode: ExitCode): never {
  process.exit(exitCode);
}
