import process from 'node:process';
import { openEngine } from '../engine.ts';
import { readDataDir } from './engine-args.ts';
import { runEngine } from './run-engine.ts';
import { startSandboxTenant } from './start-sandbox-tenant.ts';

runEngine({
  main: process.parentPort,
  host: { env: process.env, dataDir: readDataDir(process.argv), startSandbox: startSandboxTenant },
  open: openEngine,
  exit: (code) => process.exit(code),
});
