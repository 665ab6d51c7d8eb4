import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { z } from 'zod';
import type { Perform } from './cli.ts';
import { addAccounts } from './commands/accounts.ts';
import { addAudit } from './commands/audit.ts';
import { addDemo } from './commands/demo.ts';
import { addDoctor } from './commands/doctor.ts';
import { addFiles } from './commands/files.ts';
import { addFlags } from './commands/flags.ts';
import { addHealth } from './commands/health.ts';
import { addIngest } from './commands/ingest.ts';
import { addJobs } from './commands/jobs.ts';
import { addLogin } from './commands/login.ts';
import { addLogout } from './commands/logout.ts';
import { addMerge } from './commands/merge.ts';
import { addOutbox } from './commands/outbox.ts';
import { addPause } from './commands/pause.ts';
import { addRecipients } from './commands/recipients.ts';
import { addRollout } from './commands/rollout.ts';
import { addRun } from './commands/run.ts';
import { addSandbox } from './commands/sandbox.ts';
import { addSend } from './commands/send.ts';
import { addSenders } from './commands/senders.ts';
import { addSettings } from './commands/settings.ts';
import { addSignatures } from './commands/signatures.ts';
import { addSmoke } from './commands/smoke.ts';
import { addSupport } from './commands/support.ts';
import { addTemplates } from './commands/templates.ts';
import { addWrite } from './commands/write.ts';

const examples = `
Examples:
  $ mailroom login
  $ mailroom send --to finance@example.com --subject Plans --text "As agreed." --attach plans.zip --wait
  $ mailroom outbox list --json
  $ mailroom run --until-idle        continue whatever a crash or a restart left unfinished
  $ mailroom ingest --once           collect the files that came by mail
  $ mailroom serve --open            the windows in a browser (mailroom serve --help)
  $ mailroom demo                    the whole story in about a minute, without an account

Exit codes: 0 done, 1 failed, 2 usage, 3 unconfirmed, 4 blocked by a gate, 75 queued but not finished.`;

/** The whole command line. Commander throws instead of exiting, so that every end goes through one place. */
export function createProgram(perform: Perform): Command {
  const program = new Command('mailroom')
    .description('Sends very large files by Microsoft 365 mail: nothing goes twice, nothing is lost, nothing is vague.')
    .version(versionOfPackage())
    .option('--json', 'print the result as one JSON document on stdout')
    .option('--data-dir <folder>', 'keep queue, files and sign-in here (also MAILROOM_DATA_DIR)')
    .option('--account <address>', 'the mailbox to work for, when several are connected')
    .option('--quiet', 'no progress and no remarks on stderr, errors only')
    .option('--verbose', 'diagnostics on stderr')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError() {} })
    .addHelpText('after', examples)
    .exitOverride();
  for (const add of [
    addLogin,
    addLogout,
    addAccounts,
    addSenders,
    addSend,
    addWrite,
    addSmoke,
    addTemplates,
    addSignatures,
    addOutbox,
    addMerge,
    addPause,
    addRecipients,
    addRun,
    addIngest,
    addFiles,
    addJobs,
    addAudit,
    addHealth,
    addDoctor,
    addSupport,
    addSettings,
    addFlags,
    addRollout,
    addDemo,
    addSandbox,
  ]) {
    add(program, perform);
  }
  return program;
}

function versionOfPackage(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
