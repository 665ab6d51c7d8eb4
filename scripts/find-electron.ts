import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type FoundElectron =
  | { readonly kind: 'found'; readonly path: string }
  /** One clause that says why the desktop cannot be started. */
  | { readonly kind: 'missing'; readonly because: string };

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where Electron's binary is. Its package fetches the binary when it is first imported, so it is looked up in the
 * package's own notes instead: looking must not download.
 */
export function findElectron(root: string, platform: NodeJS.Platform, env: Env): FoundElectron {
  const folder = join(root, 'node_modules', 'electron');
  const noted = join(folder, 'path.txt');
  const dist = env['ELECTRON_OVERRIDE_DIST_PATH'] || join(folder, 'dist');
  const path = join(dist, existsSync(noted) ? readFileSync(noted, 'utf8').trim() : binaryName(platform));
  if (!existsSync(path)) {
    return { kind: 'missing', because: 'its Electron binary is not downloaded ("npx install-electron" does it)' };
  }
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return { kind: 'missing', because: 'there is no display' };
  }
  return { kind: 'found', path };
}

function binaryName(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? join('Electron.app', 'Contents', 'MacOS', 'Electron') : 'electron';
}
