import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskExportFolders } from '../../../main/adapters/export/export-folders.ts';
import { exportName } from '../../../main/core/files/export-name.ts';
import type { BlobReader } from '../../../main/core/ports/blob-store.ts';
import type { ExportFolder } from '../../../main/core/ports/file-exports.ts';
import { hostileNames } from '../../core/files/hostile-names.ts';
import { sampleFile } from '../../core/files/sample-file.ts';
import { digest, exportRig } from './export-rig.ts';

type Rig = Awaited<ReturnType<typeof exportRig>>;

async function openFolder(rig: Rig, blobs: Parameters<typeof diskExportFolders>[0] = rig.blobs): Promise<ExportFolder> {
  const opened = await diskExportFolders(blobs).open(rig.target);
  if ('failure' in opened) throw new Error(opened.failure);
  return opened;
}

describe('a file that is saved', () => {
  it('I5: has the bytes that came, and no right to run', async () => {
    const rig = await exportRig();
    const content = Buffer.alloc(2_500_000, 'plans');
    const bytes = await rig.store(content);
    const path = join(rig.target, 'plans.bin');
    const result = await (await openFolder(rig)).write(bytes, 'plans.bin');
    expect(result).toEqual({ kind: 'written', name: 'plans.bin', path, lacksMark: false });
    expect(digest(readFileSync(path))).toBe(bytes.sha256);
    expect(statSync(path).mode & 0o111).toBe(0);
    expect(readdirSync(rig.target)).toEqual(['plans.bin']);
  });

  it('may have no bytes at all', async () => {
    const rig = await exportRig();
    const received = await rig.blobs.receive((async function* () {})(), { maxBytes: 1, expectedBytes: 0 });
    expect(received).toMatchObject({ ok: true, sizeBytes: 0 });
    await (await openFolder(rig)).write({ sha256: digest(''), sizeBytes: 0 }, 'empty.txt');
    expect(rig.saved()).toEqual({ 'empty.txt': '' });
  });

  it('never overwrites, also when names differ by case or normalization alone', async () => {
    const rig = await exportRig();
    writeFileSync(join(rig.target, 'Plans.pdf'), 'mine');
    writeFileSync(join(rig.target, 'Re\u0301sume\u0301.pdf'), 'mine');
    const folder = await openFolder(rig);
    const bytes = await rig.store('new');
    writeFileSync(join(rig.target, 'late.pdf'), 'came after the folder was read');
    for (const name of ['plans.PDF', 'Résumé.pdf', 'late.pdf', 'late.pdf']) await folder.write(bytes, name);
    expect(rig.saved()).toEqual({
      'Plans.pdf': 'mine',
      'plans (2).PDF': 'new',
      'Re\u0301sume\u0301.pdf': 'mine',
      'Résumé (2).pdf': 'new',
      'late.pdf': 'came after the folder was read',
      'late (2).pdf': 'new',
      'late (3).pdf': 'new',
    });
  });

  it('never goes where a link points, whether that exists or not', async () => {
    const rig = await exportRig();
    const outside = join(rig.dataDir, 'outside.txt');
    writeFileSync(outside, 'mine');
    const folder = await openFolder(rig);
    symlinkSync(outside, join(rig.target, 'a.txt'));
    symlinkSync(join(rig.dataDir, 'nothing.txt'), join(rig.target, 'b.txt'));
    const bytes = await rig.store('new');
    for (const name of ['a.txt', 'b.txt']) await folder.write(bytes, name);
    expect(readFileSync(outside, 'utf8')).toBe('mine');
    expect(existsSync(join(rig.dataDir, 'nothing.txt'))).toBe(false);
    expect(lstatSync(join(rig.target, 'a.txt')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(rig.target, 'b (2).txt'), 'utf8')).toBe('new');
  });

  it('stays in the folder under every hostile name, and each file appears', async () => {
    const rig = await exportRig();
    const bytes = await rig.store('x');
    const folder = await openFolder(rig);
    const before = readdirSync(rig.dataDir).toSorted();
    for (const name of hostileNames) {
      const result = await folder.write(bytes, exportName(sampleFile({ name })));
      expect(result.kind).toBe('written');
    }
    expect(readdirSync(rig.target).length).toBe(hostileNames.length);
    expect(readdirSync(rig.dataDir).toSorted()).toEqual(before);
  });

  it('is refused by the writer itself when its name would leave the folder', async () => {
    const rig = await exportRig();
    const bytes = await rig.store('x');
    const folder = await openFolder(rig);
    for (const name of ['../x', 'a/../../x', '..', '.', '']) {
      await expect(folder.write(bytes, name)).rejects.toThrow('leave its folder');
    }
    expect([rig.saved(), existsSync(join(rig.dataDir, 'x'))]).toEqual([{}, false]);
  });
});

describe('nothing is left in the folder', () => {
  it.each([
    ['have changed', 'changed!'],
    ['are fewer', 'few'],
    ['are more', 'these are more than there were'],
  ])('when the stored bytes %s', async (_how, content) => {
    const rig = await exportRig();
    const bytes = await rig.store('original');
    rig.damage(bytes.sha256, content);
    const result = await (await openFolder(rig)).write(bytes, 'a.txt');
    expect([result, rig.saved()]).toEqual([{ kind: 'failed', failure: 'damaged', code: null }, {}]);
  });

  it('when the stored bytes are gone', async () => {
    const rig = await exportRig();
    const result = await (await openFolder(rig)).write({ sha256: digest('never'), sizeBytes: 5 }, 'a.txt');
    expect([result, rig.saved()]).toEqual([{ kind: 'failed', failure: 'damaged', code: null }, {}]);
  });

  it('when it is cancelled in the middle of a file', async () => {
    const rig = await exportRig();
    const bytes = await rig.store(Buffer.alloc(3_000_000, 1));
    const aborter = new AbortController();
    let reads = 0;
    const blobs = {
      open: async (name: typeof bytes.sha256): Promise<BlobReader> => {
        const reader = await rig.blobs.open(name);
        return {
          ...reader,
          read: (target, offset) => {
            if (++reads === 2) aborter.abort();
            return reader.read(target, offset);
          },
        };
      },
    };
    const result = await (await openFolder(rig, blobs)).write(bytes, 'a.bin', aborter.signal);
    expect([result, reads, rig.saved()]).toEqual([{ kind: 'failed', failure: 'cancelled', code: null }, 2, {}]);
  });

  it('when the folder goes away meanwhile', async () => {
    const rig = await exportRig();
    const bytes = await rig.store('x');
    const folder = await openFolder(rig);
    rmdirSync(rig.target);
    expect(await folder.write(bytes, 'a.txt')).toEqual({ kind: 'failed', failure: 'folderMissing', code: 'ENOENT' });
  });
});

it('a folder that is none is told as such', async () => {
  const rig = await exportRig();
  const file = join(rig.dataDir, 'file');
  writeFileSync(file, '');
  mkdirSync(join(rig.target, 'inner'));
  const folders = diskExportFolders(rig.blobs);
  expect(await folders.open(join(rig.target, 'nowhere'))).toEqual({ failure: 'folderMissing', code: 'ENOENT' });
  expect(await folders.open(file)).toEqual({ failure: 'folderMissing', code: 'ENOTDIR' });
});
