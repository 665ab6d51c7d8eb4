/**
 * `npm test`: every command of the `check` script, each counted as one test, then every test, then the scenarios in a
 * browser; all of them even after a failure. Further arguments go to vitest. Closes with what failed, once more and
 * together, and one line that sums everything up.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { z } from 'zod';
import { closingLine, countPlaywright, countVitest, oneFailed, onePassed, oneSkipped, sum } from './count-results.ts';
import type { Counts } from './count-results.ts';
import { ensureChromium } from './ensure-chromium.ts';
import { ensurePrometheus } from './ensure-prometheus.ts';
import { ensureRedis } from './ensure-redis.ts';
import { listPlaywrightFailures, listVitestFailures } from './list-failures.ts';

const root = join(import.meta.dirname, '..');
const reports = join(root, '.build', 'test-results');
const failures: string[] = [];

const counts = sum([...checkCommands().map(runCheck), runVitest(process.argv.slice(2)), runScenarios()]);
if (failures.length > 0) process.stdout.write(`\nFailed:\n\n${failures.join('\n\n').replaceAll(root + sep, '')}\n`);
process.stdout.write(`\n${closingLine(counts)}\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** The `check` script is the one list of checks. */
function checkCommands(): string[] {
  const manifest = z.object({ scripts: z.object({ check: z.string() }) });
  const { scripts } = manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return scripts.check.split(' && ');
}

function runCheck(command: string): Counts {
  return run(command) === 0 ? onePassed : failed(command);
}

function failed(command: string): Counts {
  failures.push(command);
  return oneFailed;
}

/** Hundreds of programs are started: built ones, as the sources say now. */
function runVitest(args: readonly string[]): Counts {
  if (run('node scripts/build-programs.ts') !== 0) return failed('node scripts/build-programs.ts');
  if (ensurePrometheus() === null) {
    process.stdout.write(
      '\nThere is no Prometheus here, so the tests of rules and alerts with the real one are SKIPPED.\n',
    );
  }
  if (ensureRedis() === null) {
    process.stdout.write(
      '\nThere is no redis-server here, so its tests are SKIPPED. REDIS_SERVER_PATH can name one.\n',
    );
  }
  const report = join(reports, 'vitest.json');
  rmSync(report, { force: true });
  const reporters = `--reporter=default --reporter=json --outputFile.json="${report}"`;
  const exitCode = run(`vitest run --allowOnly=false ${reporters}`, args);
  const written = readReport(report);
  if (written !== null) failures.push(...listVitestFailures(written));
  return countVitest(written, exitCode);
}

/** The windows are built anew, so that the scenarios see what the sources say. */
function runScenarios(): Counts {
  if (ensureChromium() === null) {
    process.stdout.write(
      '\nThere is no Chromium here, so the browser scenarios are SKIPPED. CHROMIUM_PATH can name one.\n',
    );
    return oneSkipped;
  }
  if (run('vite build --logLevel error') !== 0) return failed('vite build');
  const report = join(reports, 'playwright.json');
  rmSync(report, { force: true });
  const exitCode = run('playwright test --reporter=list,json', [], { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  const written = readReport(report);
  if (written !== null) failures.push(...listPlaywrightFailures(written));
  return countPlaywright(written, exitCode);
}

function readReport(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function run(command: string, args: readonly string[] = [], more: NodeJS.ProcessEnv = {}): number | null {
  process.stdout.write(`\n> ${[command, ...args].join(' ')}\n`);
  const tools = join(root, 'node_modules', '.bin');
  const env = { ...process.env, ...more, PATH: [tools, process.env['PATH']].join(delimiter) };
  const words = args.map((argument) => JSON.stringify(argument));
  return spawnSync([command, ...words].join(' '), {
    cwd: root,
    env,
    shell: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  }).status;
}
