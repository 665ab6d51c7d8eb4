import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import envPaths from 'env-paths';
import { portTaken } from '../../engine/port-taken.ts';
import type { Cli, GlobalOptions, Perform } from '../cli.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { parsePort } from '../parse-port.ts';
import { listMailboxes } from '../sandbox-control.ts';
import { settingsForSandbox } from '../settings-for-sandbox.ts';

export function addSandbox(program: Command, perform: Perform): void {
  program
    .command('sandbox')
    .description('run the sandbox tenant alone, until Ctrl C: a Microsoft 365 stand-in on this machine')
    .addOption(new Option('--port <number>', 'listen here; otherwise where it listened last').argParser(parsePort))
    .action((options: { port?: number }, command: Command) =>
      perform(command.optsWithGlobals<GlobalOptions>(), (cli) => serve(cli, options.port)),
    );
}

async function serve(cli: Cli, port: number | undefined): Promise<ExitCode> {
  const { startSandbox } = await import('../../sandbox/start-sandbox.ts');
  const sandbox = await startSandbox({ stateDir: stateDirOf(cli), ...(port === undefined ? {} : { port }) }).catch(
    (cause: unknown) => {
      throw portTaken(cause) ?? cause;
    },
  );
  try {
    const { origin, graphBaseUrl } = sandbox;
    const mailboxes = await listMailboxes(origin);
    const settings = settingsForSandbox(sandbox);
    cli.out.result({ origin, graphBaseUrl, mailboxes, settings }, [
      `The sandbox tenant listens on ${origin}. It is no real Microsoft 365: its mailboxes are fictional.`,
      ...mailboxes.map((address) => `  ${address}`),
      'Point Mailroom at it:',
      ...Object.entries(settings).map(([name, value]) => `  export ${name}=${value}`),
      `  mailroom login --as ${mailboxes[0] ?? 'ADDRESS'}`,
    ]);
    cli.out.say('Ctrl C stops it. Its state stays.');
    if (!cli.interrupted.aborted) await once(cli.interrupted, 'abort');
    return exitCodes.done;
  } finally {
    await sandbox.stop();
  }
}

/** Not the folder of the sandbox that an engine starts for itself: two services must not share one state. */
function stateDirOf(cli: Cli): string {
  const dataDir = cli.dataDir ?? cli.env['MAILROOM_DATA_DIR'];
  return dataDir ? join(resolve(cli.cwd, dataDir), 'sandbox-alone') : envPaths('Mailroom Sandbox', { suffix: '' }).data;
}
