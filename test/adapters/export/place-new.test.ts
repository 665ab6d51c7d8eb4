import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeNew } from '../../../main/adapters/export/place-new.ts';
import { temporaryFolder } from '../../helpers/open-test-database.ts';

const noLinks = (): Promise<void> => Promise.reject(Object.assign(new Error('not here'), { code: 'ENOTSUP' }));

describe('on a disk without hard links', () => {
  it('a file gets its name by being renamed onto an empty one of our own', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'part'), 'new');
    expect(await placeNew(join(folder, 'part'), join(folder, 'a.txt'), noLinks)).toBe(true);
    expect([readdirSync(folder), readFileSync(join(folder, 'a.txt'), 'utf8')]).toEqual([['a.txt'], 'new']);
  });

  it('a name that is taken stays what it is', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'part'), 'new');
    writeFileSync(join(folder, 'a.txt'), 'mine');
    expect(await placeNew(join(folder, 'part'), join(folder, 'a.txt'), noLinks)).toBe(false);
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('mine');
  });

  it('no empty file stays behind when it cannot be renamed', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'part'));
    await expect(placeNew(join(folder, 'part'), join(folder, 'a.txt'), noLinks)).rejects.toThrow('ENOTDIR');
    expect(readdirSync(folder)).toEqual(['part']);
  });
});
