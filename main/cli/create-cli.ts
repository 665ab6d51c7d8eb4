import { resolve } from 'node:path';
import process from 'node:process';
import type { Cli, GlobalOptions } from './cli.ts';
import { createOutput } from './output.ts';
import { startLocalTenant } from './start-local-tenant.ts';
import { useEngine } from './use-engine.ts';

export function createCli(global: GlobalOptions, interrupted: AbortSignal): Cli {
  const out = createOutput(process, { json: global.json === true, quiet: global.quiet === true });
  const cwd = process.cwd();
  const dataDir = global.dataDir === undefined ? null : resolve(cwd, global.dataDir);
  const log = (line: string): void => {
    if (global.verbose === true) process.stderr.write(`${line}\n`);
  };
  const onTakeOver = (): void => out.say('The Mailroom that owned the data folder has ended; this one goes on.');
  return {
    env: process.env,
    cwd,
    stdin: process.stdin,
    out,
    account: global.account ?? null,
    dataDir,
    interrupted,
    async withEngine(options, use) {
      // Loaded late: --help and a mistyped flag need no engine.
      const { openEngine } = await import('../engine.ts');
      const host = { env: process.env, dataDir, log, startSandbox: startLocalTenant };
      return useEngine(() => openEngine(host, { work: options.work }), { ...options, onTakeOver }, use);
    },
  };
}
