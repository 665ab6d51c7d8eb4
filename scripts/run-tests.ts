/**
 * `npm test`: every command of the `check` script, each counted as one test, then every test; all of them even after a
 * failure. Further arguments go to vitest. Closes with one line that sums everything up.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import { closingLine, countVitest, oneFailed, onePassed, sum, type Counts } from './count-results.ts';

const root = join(import.meta.dirname, '..');
const reportPath = join(root, '.build', 'test-results', 'vitest.json');

const counts = sum([...checkCommands().map(runCheck), runVitest(process.argv.slice(2))]);
process.stdout.write(`\n${closingLine(counts)}\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** The `check` script is the one list of checks. */
function checkCommands(): string[] {
  const manifest = z.object({ scripts: z.object({ check: z.string() }) });
  const { scripts } = manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return scripts.check.split(' && ');
}

function runCheck(command: string): Counts {
  return run(command) === 0 ? onePassed : oneFailed;
}

function runVitest(args: readonly string[]): Counts {
  rmSync(reportPath, { force: true });
  const reporters = `--reporter=default --reporter=json --outputFile.json="${reportPath}"`;
  const exitCode = run(`vitest run --allowOnly=false ${reporters}`, args);
  return countVitest(existsSync(reportPath) ? readFileSync(reportPath, 'utf8') : null, exitCode);
}

function run(command: string, args: readonly string[] = []): number | null {
  process.stdout.write(`\n> ${[command, ...args].join(' ')}\n`);
  const tools = join(root, 'node_modules', '.bin');
  const env = { ...process.env, PATH: [tools, process.env['PATH']].join(delimiter) };
  const words = args.map((argument) => JSON.stringify(argument));
  return spawnSync([command, ...words].join(' '), {
    cwd: root,
    env,
    shell: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  }).status;
}
