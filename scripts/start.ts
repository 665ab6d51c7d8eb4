/**
 * `npm start`: builds the windows when their sources are newer, then starts the desktop, or where that cannot be, the
 * browser host. Further arguments go to the browser host (`npm start -- --data-dir FOLDER`). Ctrl C ends everything.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findElectron } from './find-electron.ts';
import { isBuildStale } from './is-build-stale.ts';

const root = join(import.meta.dirname, '..');
const sources = ['renderer', 'contract', 'vite.config.ts', 'package-lock.json'].map((name) => join(root, name));

process.exitCode = build() ? await follow(start()) : 1;

function build(): boolean {
  if (!isBuildStale(join(root, 'dist', 'renderer', 'index.html'), sources)) return true;
  process.stderr.write('Building the windows, a few seconds …\n');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const result = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return result.status === 0;
}

function start(): ChildProcess {
  const electron = findElectron(root, process.platform, process.env);
  if (electron.kind === 'found') return spawn(electron.path, [root], { stdio: 'inherit' });
  process.stderr.write(`Mailroom opens in the browser, because ${electron.because}.\n`);
  const host = join(root, 'main', 'browser', 'index.ts');
  // The channel tells the host when this process is killed, so that a SIGKILL here ends both.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'] as const;
  return spawn(process.execPath, [host, '--open', ...process.argv.slice(2)], { stdio: [...stdio] });
}

/** Ends as the child does. */
async function follow(child: ChildProcess): Promise<number> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
