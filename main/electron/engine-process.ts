import process from 'node:process';
import { openEngine } from '../engine.ts';
import { crashLine } from '../engine/crash-line.ts';
import { readDataDir } from './engine-args.ts';
import { runEngine } from './run-engine.ts';
import { startSandboxTenant } from './start-sandbox-tenant.ts';

process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);

runEngine({
  main: process.parentPort,
  host: { env: process.env, dataDir: readDataDir(process.argv), startSandbox: startSandboxTenant },
  open: openEngine,
  exit: (code) => process.exit(code),
});

/** Without the error's own words, which Node would print. Whoever watches this process starts it anew. */
function crash(thrown: unknown): void {
  process.stderr.write(`${crashLine(thrown)}\n`);
  process.exit(1);
}
