import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findElectron } from '../../scripts/find-electron.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';

const display = { DISPLAY: ':0' };

function rootWith(...files: string[]): string {
  const root = temporaryFolder();
  for (const file of files) {
    const path = join(root, 'node_modules', 'electron', file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, file === 'path.txt' ? 'electron' : '');
  }
  return root;
}

describe('looking for Electron', () => {
  it('finds the binary that its package noted', () => {
    const root = rootWith('path.txt', 'dist/electron');
    const path = join(root, 'node_modules', 'electron', 'dist', 'electron');
    expect(findElectron(root, 'linux', display)).toEqual({ kind: 'found', path });
  });

  it.each([
    ['nothing was downloaded', rootWith],
    ['a note is left of a binary that is gone', () => rootWith('path.txt')],
  ])('says that the binary is missing when %s', (_when, makeRoot) => {
    expect(findElectron(makeRoot(), 'linux', display)).toMatchObject({
      kind: 'missing',
      because: expect.stringContaining('not downloaded'),
    });
  });

  it('says that there is no display on a Linux without one', () => {
    const root = rootWith('path.txt', 'dist/electron');
    expect(findElectron(root, 'linux', {})).toEqual({ kind: 'missing', because: 'there is no display' });
    expect(findElectron(root, 'linux', { WAYLAND_DISPLAY: 'wayland-0' }).kind).toBe('found');
  });

  it('honours the folder that ELECTRON_OVERRIDE_DIST_PATH names', () => {
    const elsewhere = temporaryFolder();
    writeFileSync(join(elsewhere, 'electron.exe'), '');
    const found = findElectron(rootWith(), 'win32', { ELECTRON_OVERRIDE_DIST_PATH: elsewhere });
    expect(found).toEqual({ kind: 'found', path: join(elsewhere, 'electron.exe') });
  });
});
