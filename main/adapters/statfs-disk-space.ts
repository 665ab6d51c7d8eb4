import { statfs } from 'node:fs/promises';
import type { DiskSpace } from '../core/ports/disk-space.ts';

/** What the system lets this user still write to the disk that holds `folder`. */
export function statfsDiskSpace(folder: string): DiskSpace {
  return {
    async freeBytes() {
      const { bavail, bsize } = await statfs(folder, { bigint: true });
      return Number(bavail * bsize);
    },
  };
}
