import { once } from 'node:events';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { MailroomError } from '../core/mailroom-error.ts';
import { crashLine } from '../engine/crash-line.ts';
import { hasDisplay, openPage } from './open-page.ts';

interface Options {
  readonly port?: number;
  readonly webhookPort?: number;
  readonly dataDir?: string;
  readonly open?: true;
  readonly json?: true;
  readonly verbose?: true;
}

const IMPATIENCE_MS = 1_000;
const rendererDir = join(import.meta.dirname, '..', '..', 'dist', 'renderer');

followLauncher();
process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);
process.exit(await main());

/** 0 done, 1 failed, 2 usage: the command line's own codes. */
async function main(): Promise<number> {
  try {
    const options = readOptions(process.argv);
    await run(options);
    return 0;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
    const lines =
      thrown instanceof MailroomError ? [thrown.message, thrown.structured.remediation] : unforeseen(thrown);
    process.stderr.write(lines.map((line) => `${line}\n`).join(''));
    return thrown instanceof MailroomError && thrown.code === 'usage_error' ? 2 : 1;
  }
}

async function run(options: Options): Promise<void> {
  const { env } = process;
  const ended = firstSignal();
  // Loaded late: --help and a mistyped flag need no engine.
  const { serve } = await import('./serve.ts');
  const serving = await serve({
    env,
    dataDir: options.dataDir === undefined ? null : resolve(options.dataDir),
    rendererDir,
    port: options.port ?? null,
    webhookPort: options.webhookPort ?? null,
    log: (line) => void (options.verbose === true && process.stderr.write(`${line}\n`)),
  });
  const { launchUrl } = serving;
  const opened = options.open === true && hasDisplay(process.platform, env) && (await open(launchUrl));
  const programToken = serving.kind === 'started' ? { programToken: serving.programToken } : {};
  const document = JSON.stringify({ state: serving.kind, launchUrl, ...programToken });
  process.stdout.write(options.json === true ? `${document}\n` : `${words(launchUrl, opened)}\n`);
  if (serving.kind === 'running') return;
  if (options.json !== true) process.stderr.write('Ctrl C ends it. What is unfinished continues the next time.\n');
  await ended;
  await serving.close();
}

function words(launchUrl: string, opened: boolean): string {
  return opened ? 'Mailroom is open in its window.' : `Open Mailroom here, once, within ten minutes:\n  ${launchUrl}`;
}

/** False when nothing can show it: the address is printed then. */
async function open(url: string): Promise<boolean> {
  try {
    await openPage(url, process.platform, process.env);
    return true;
  } catch {
    return false;
  }
}

function readOptions(argv: readonly string[]): Options {
  const program = new Command('mailroom serve')
    .description('the windows of Mailroom in a browser on this machine, until Ctrl C')
    .argument('[command]', '', 'serve')
    .option('--port <number>', 'listen here; otherwise where it listened last, when that is free', parsePort)
    .option('--webhook-port <number>', 'hear notifications of new mail here, from a tunnel or relay', parsePort)
    .option('--data-dir <folder>', 'keep queue, files and sign-in here (also MAILROOM_DATA_DIR)')
    .option('--open', 'show it in a window of its own')
    .option('--json', 'print address and token as one JSON document on stdout')
    .option('--verbose', 'diagnostics on stderr')
    .exitOverride();
  return program.parse(argv).opts<Options>();
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError('Give a number from 1 to 65535.');
}

async function firstSignal(): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  await Promise.race(signals.map((signal) => once(process, signal)));
  const firstAtMs = Date.now();
  const onSignal = (): void => {
    // A terminal signals both the launcher and us, and the launcher passes its own on: the same key press.
    if (Date.now() - firstAtMs > IMPATIENCE_MS) process.exit(0);
  };
  for (const signal of signals) process.on(signal, onSignal);
}

/** The launcher was killed when its channel closes: an orphan that went on sending would surprise whoever killed it. */
function followLauncher(): void {
  if (process.channel === undefined) return;
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.channel?.unref();
}

/** Without the error's own words, which Node would print. */
function crash(thrown: unknown): void {
  process.stderr.write([...unforeseen(thrown), crashLine(thrown)].map((line) => `${line}\n`).join(''));
  process.exit(1);
}

function unforeseen(thrown: unknown): string[] {
  const kind = thrown instanceof Error ? thrown.name : typeof thrown;
  return [`Something happened that Mailroom did not foresee (${kind}).`, 'What was queued before is safe on disk.'];
}
