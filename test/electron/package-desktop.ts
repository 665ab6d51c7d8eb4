import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');

/** How Electron's own build marks the fuses in its program, and what they are before anybody set them. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fusesAsShipped = '101100011';

interface Run {
  readonly status: number | null;
  readonly output: string;
}

/** Builds and packages the desktop in a folder of its own; in place of Electron's program is a file with its fuses. */
export function packagingRig() {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-package-'));
  for (const name of ['package.json', 'package-lock.json', 'electron-builder.yml', 'main/electron/images']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const electronDist = join(folder, 'electron');
  mkdirSync(join(electronDist, 'resources'), { recursive: true });
  mkdirSync(join(electronDist, 'locales'));
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'version']) {
    writeFileSync(join(electronDist, name), '');
  }
  writeProgram(join(electronDist, 'electron'), fusesAsShipped);
  const output = join(folder, 'packages');

  return {
    folder,
    resources: join(output, 'linux-unpacked', 'resources'),
    program: join(output, 'linux-unpacked', 'mailroom'),
    build(): Run {
      const dist = join(folder, 'dist');
      const desktop = run(root, 'vite', ['build', '--app', '-c', 'vite.desktop.config.ts'], {
        MAILROOM_DESKTOP_DIST: dist,
      });
      const renderer = run(root, 'vite', ['build', '--outDir', join(dist, 'renderer')]);
      return { status: desktop.status || renderer.status, output: desktop.output + renderer.output };
    },
    package: (...options: string[]): Run =>
      run(folder, 'electron-builder', [
        '--linux',
        'dir',
        '--x64',
        `-c.electronDist=${electronDist}`,
        `-c.directories.output=${output}`,
        ...options,
      ]),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

export function writeProgram(file: string, fuses: string): void {
  const padding = Buffer.alloc(64);
  const wire = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, fuses.length]), Buffer.from(fuses)]);
  writeFileSync(file, Buffer.concat([padding, wire, padding]), { mode: 0o755 });
}

function run(cwd: string, tool: string, args: readonly string[], env: Record<string, string> = {}): Run {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules', '.bin', tool), args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, output: stdout + stderr };
}
