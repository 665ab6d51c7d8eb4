import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDiskIncomingFiles } from '../../main/adapters/incoming/disk-incoming-files.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import type { MemoryIncomingFiles } from '../helpers/memory-incoming-files.ts';

/** The files as the engine really keeps them, seen from the side. */
export async function incomingOnDisk(nowMs: () => number = Date.now): Promise<MemoryIncomingFiles> {
  const root = join(temporaryFolder(), 'incoming');
  const files = await openDiskIncomingFiles(root, nowMs);
  const attached = new Map<string, Buffer>();
  const bytesOf = (id: string): Buffer => attached.get(id) ?? readFileSync(join(root, `${id}.part`));
  return {
    ...files,
    bytesOf,
    forget: (id) => rmSync(join(root, `${id}.json`)),
    async take(id) {
      attached.set(id, bytesOf(id));
      await files.taken(id);
    },
  };
}
