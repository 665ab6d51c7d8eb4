import { statfsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { statfsDiskSpace } from '../../main/adapters/statfs-disk-space.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';

test('counts what this user may still write, in bytes', async () => {
  const folder = temporaryFolder();
  const { bavail, bsize } = statfsSync(folder);
  // Others write to the disk as well, so it may have changed a little.
  const ratio = (await statfsDiskSpace(folder).freeBytes()) / (bavail * bsize);
  expect(ratio).toBeGreaterThan(0.9);
  expect(ratio).toBeLessThan(1.1);
});
