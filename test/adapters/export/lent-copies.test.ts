import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskExportFolders } from '../../../main/adapters/export/export-folders.ts';
import { openLentCopies } from '../../../main/adapters/export/lent-copies.ts';
import type { WriteResult } from '../../../main/core/ports/file-exports.ts';
import { exportRig } from './export-rig.ts';

async function lentRig() {
  const rig = await exportRig();
  const root = join(rig.dataDir, 'lent');
  const folders = diskExportFolders(rig.blobs);
  return { ...rig, root, folders, lent: await openLentCopies(root, folders) };
}

function pathOf(result: WriteResult): string {
  if (result.kind === 'failed') throw new Error(result.failure);
  return result.path;
}

describe('a copy for another program', () => {
  it('is for this user alone, and read-only when it is opened, because what is changed in it would be lost', async () => {
    const { lent, store, root } = await lentRig();
    const bytes = await store('plans');
    const [opened, handed] = [
      pathOf(await lent.lend(bytes, 'plans.txt', 'readOnly')),
      pathOf(await lent.lend(bytes, 'plans.txt', 'writable')),
    ];
    expect([basename(opened), basename(handed), opened === handed]).toEqual(['plans.txt', 'plans.txt', false]);
    expect([statSync(opened).mode & 0o777, statSync(handed).mode & 0o200]).toEqual([0o400, 0o200]);
    expect([statSync(root).mode & 0o777, statSync(dirname(opened)).mode & 0o777]).toEqual([0o700, 0o700]);
  });

  it('is made once, and again when it was changed or removed', async () => {
    const { lent, store } = await lentRig();
    const bytes = await store('plans');
    const first = pathOf(await lent.lend(bytes, 'plans.txt', 'writable'));
    expect(pathOf(await lent.lend(bytes, 'plans.txt', 'writable'))).toBe(first);
    writeFileSync(first, 'drawn');
    const second = pathOf(await lent.lend(bytes, 'plans.txt', 'writable'));
    expect(readFileSync(second, 'utf8')).toBe('plans');
    rmSync(second);
    expect(readFileSync(pathOf(await lent.lend(bytes, 'plans.txt', 'writable')), 'utf8')).toBe('plans');
  });

  it('of damaged bytes is none', async () => {
    const { lent, store, damage, root } = await lentRig();
    const bytes = await store('plans');
    damage(bytes.sha256, 'harms');
    expect(await lent.lend(bytes, 'plans.txt', 'readOnly')).toMatchObject({ kind: 'failed', failure: 'damaged' });
    expect(readdirSync(root)).toEqual([]);
  });

  it('is removed at the next start', async () => {
    const { lent, store, root, folders } = await lentRig();
    await lent.lend(await store('plans'), 'plans.txt', 'readOnly');
    expect(readdirSync(root).length).toBe(1);
    await openLentCopies(root, folders);
    expect(readdirSync(root)).toEqual([]);
  });
});
