/**
 * `npm start`: builds the windows when their sources are newer, then starts the desktop, or where that cannot be, the
 * browser host. Further arguments go to whichever it is (`npm start -- --data-dir FOLDER`). Ctrl C ends everything.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findElectron } from './find-electron.ts';
import { isBuildStale } from '../bin/is-build-stale.mjs';

const root = join(import.meta.dirname, '..');
const args = process.argv.slice(2);
const desktopEntry = join(root, 'dist', 'main', 'index.js');

const electron = findElectron(root, process.platform, process.env);
if (electron.kind === 'missing') {
  process.stderr.write(`Mailroom opens in the browser, because ${electron.because}.\n`);
}
const built = buildRenderer() && (electron.kind === 'missing' ? buildPrograms() : buildDesktop());
process.exitCode = built
  ? await follow(electron.kind === 'found' ? startDesktop(electron.path) : startBrowserHost())
  : 1;

function buildRenderer(): boolean {
  const sources = [
    'renderer',
    'contract',
    'vite.config.ts',
    'scripts/preview-pages.ts',
    'main/engine/preview-policy.ts',
  ];
  return build(join(root, 'dist', 'renderer', 'index.html'), sources);
}

function buildDesktop(): boolean {
  const config = 'vite.desktop.config.ts';
  return build(desktopEntry, ['main', 'preload', 'contract', config], '--app', '--config', config);
}

function buildPrograms(): boolean {
  const target = join(root, 'dist', 'programs', 'browser.js');
  return isFresh(target, ['main', 'contract']) || runNode(join(root, 'scripts', 'build-programs.ts'));
}

function build(target: string, sources: readonly string[], ...options: readonly string[]): boolean {
  if (isFresh(target, sources)) return true;
  process.stderr.write('Building the windows, a few seconds …\n');
  return runNode(join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error', ...options);
}

function isFresh(target: string, sources: readonly string[]): boolean {
  return !isBuildStale(
    target,
    [...sources, 'package-lock.json'].map((name) => join(root, name)),
  );
}

function runNode(...words: readonly string[]): boolean {
  return spawnSync(process.execPath, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function startDesktop(path: string): ChildProcess {
  return spawn(path, [root, ...args], { stdio: 'inherit' });
}

/** The channel tells the host when this process is killed, so that a SIGKILL here ends both. */
function startBrowserHost(): ChildProcess {
  const launcher = join(root, 'bin', 'mailroom.mjs');
  return spawn(process.execPath, [launcher, 'serve', '--open', ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
}

/** Ends as the child does. */
async function follow(child: ChildProcess): Promise<number> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
