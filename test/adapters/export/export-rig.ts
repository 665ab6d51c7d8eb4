import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Sha256, sha256 } from '../../../contract/ids.ts';
import { openDiskBlobStore } from '../../../main/adapters/blobs/disk-blob-store.ts';
import type { StoredBytes } from '../../../main/core/ports/file-exports.ts';
import { temporaryFolder } from '../../helpers/open-test-database.ts';

export function digest(content: string | Uint8Array): Sha256 {
  return sha256.parse(createHash('sha256').update(content).digest('hex'));
}

/** A real store and an empty folder to save into. */
export async function exportRig() {
  const dataDir = temporaryFolder();
  const target = join(dataDir, 'target');
  mkdirSync(target);
  const blobs = await openDiskBlobStore(join(dataDir, 'blobs'));
  return {
    dataDir,
    target,
    blobs,
    store: async (content: string | Uint8Array): Promise<StoredBytes> => {
      const source = join(dataDir, 'source');
      writeFileSync(source, content);
      const result = await blobs.snapshot(source, { maxBytes: 2 ** 30 });
      if (!result.ok) throw new Error(result.detail);
      return { sha256: result.sha256, sizeBytes: result.sizeBytes };
    },
    damage: (stored: Sha256, content: string) =>
      writeFileSync(join(dataDir, 'blobs', stored.slice(0, 2), stored), content),
    /** What is in the folder: name → text. */
    saved: () =>
      Object.fromEntries(readdirSync(target).map((name) => [name, readFileSync(join(target, name), 'utf8')])),
  };
}
