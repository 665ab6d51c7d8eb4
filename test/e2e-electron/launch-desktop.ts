import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findElectron } from '../../scripts/find-electron.ts';

const root = resolve(import.meta.dirname, '..', '..');

/** Whether the desktop can run for real here, or why not. Looks only; nothing is downloaded. */
export const electronHere = findElectron(root, process.platform, process.env);

export interface Desktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataDir: string;
  /** Ends it and removes its folders. */
  close(): Promise<void>;
}

export interface BuiltDesktop {
  launch(env?: Readonly<Record<string, string>>): Promise<Desktop>;
  remove(): void;
}

/** Builds the desktop into a folder of its own, to be launched as often as wanted. */
export function buildDesktop(): BuiltDesktop {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-desktop-'));
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const dist = join(folder, 'dist');
  vite(['build', '--app', '-c', 'vite.desktop.config.ts'], { MAILROOM_DESKTOP_DIST: dist });
  vite(['build', '--outDir', join(dist, 'renderer')], {});
  return {
    launch: (env = {}) => launch(folder, env),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

async function launch(folder: string, env: Readonly<Record<string, string>>): Promise<Desktop> {
  if (electronHere.kind === 'missing') throw new Error(electronHere.because);
  const own = mkdtempSync(join(tmpdir(), 'mailroom-e2e-data-'));
  const dataDir = join(own, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  const app = await _electron.launch({
    executablePath: electronHere.path,
    args: [folder, `--user-data-dir=${join(own, 'profile')}`],
    // The key store of a test machine is locked or absent: the operator's own key goes before it.
    env: {
      ...inherited(),
      MAILROOM_DATA_DIR: dataDir,
      OAUTH_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      ...env,
    },
  });
  const page = await app.firstWindow();
  return {
    app,
    page,
    dataDir,
    async close() {
      // Without the question whether to keep running: nobody is there to answer it.
      await app.evaluate(({ app: running }) => running.exit(0)).catch(() => undefined);
      await app.close().catch(() => undefined);
      rmSync(own, { recursive: true, force: true });
    },
  };
}

function inherited(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries.filter(([name]) => !name.startsWith('ELECTRON_')));
}

function vite(args: readonly string[], env: Readonly<Record<string, string>>): void {
  const { status, stderr } = spawnSync(join(root, 'node_modules', '.bin', 'vite'), args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(stderr);
}
