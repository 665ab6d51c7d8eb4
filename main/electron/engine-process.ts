import process from 'node:process';
import { openEngine } from '../engine.ts';
import { runEngine } from './run-engine.ts';
import { startSandboxTenant } from './start-sandbox-tenant.ts';

runEngine({
  main: process.parentPort,
  host: { env: process.env, dataDir: null, startSandbox: startSandboxTenant },
  open: openEngine,
  exit: (code) => process.exit(code),
});
