import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sha256 } from '../../../contract/ids.ts';
import type { BlobStore } from '../../core/ports/blob-store.ts';
import { cloneFile } from './clone-file.ts';
import { openBlob } from './open-blob.ts';
import { blobPublisher, fileSize } from './publish-blob.ts';
import { receiveBytes } from './receive-bytes.ts';
import { removeBlob } from './remove-blob.ts';
import { syncFolder } from './sync-folder.ts';
import { takeSnapshot } from './take-snapshot.ts';

export interface DiskBlobStore extends BlobStore {
  /** Like `has`, but true of this very moment: for a row that is about to be written. */
  readonly hasNow: (sha256: Sha256) => boolean;
}

/**
 * Files as `<root>/ab/<sha256>`, readable by their user alone, written by way of `<root>/tmp`.
 * What an earlier process left half-written there is removed now, so only the owner of the data folder may open it.
 * `clone` is exchanged by tests on file systems that cannot share blocks.
 */
export async function openDiskBlobStore(root: string, clone: typeof cloneFile = cloneFile): Promise<DiskBlobStore> {
  const temporaryFolder = join(root, 'tmp');
  await rm(temporaryFolder, { recursive: true, force: true });
  await mkdir(temporaryFolder, { recursive: true, mode: 0o700 });
  await syncFolder(dirname(root));
  const pathOf = (sha256: Sha256): string => join(root, sha256.slice(0, 2), sha256);
  const publish = blobPublisher(root, pathOf);

  return {
    snapshot: (path, { maxBytes }, signal) => takeSnapshot(path, { maxBytes, signal, temporaryFolder, clone, publish }),
    receive: (source, limits, signal) => receiveBytes(source, { ...limits, signal, temporaryFolder, publish }),
    open: async (sha256) => openBlob(pathOf(sha256)),
    has: async (sha256) => (await fileSize(pathOf(sha256))) !== null,
    hasNow: (sha256) => existsSync(pathOf(sha256)),
    remove: (sha256) => removeBlob(pathOf(sha256), temporaryFolder),
  };
}
