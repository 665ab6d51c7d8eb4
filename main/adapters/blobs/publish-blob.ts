import { mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Sha256 } from '../../../contract/ids.ts';
import { errorCodeOf } from '../error-code-of.ts';
import { syncFolder } from './sync-folder.ts';

export type PublishBlob = (synced: string, sha256: Sha256, sizeBytes: number) => Promise<void>;

/**
 * Gives a synced temporary file its final name and makes the name survive a power cut.
 * The same bytes may be there already; then the temporary file stays for its maker to remove. A file of the right
 * name but another size was damaged from outside and is replaced.
 */
export function blobPublisher(root: string, pathOf: (sha256: Sha256) => string): PublishBlob {
  const syncedFolders = new Set<string>();

  /** An earlier process may have died between making the folder and syncing its name, so the first use syncs it again. */
  const ensureFolder = async (folder: string): Promise<void> => {
    if (syncedFolders.has(folder)) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await syncFolder(root);
    syncedFolders.add(folder);
  };

  return async (synced, sha256, sizeBytes) => {
    const path = pathOf(sha256);
    const folder = dirname(path);
    await ensureFolder(folder);
    if ((await fileSize(path)) !== sizeBytes) await rename(synced, path);
    // Also when the file was there: whoever renamed it may not have come this far yet.
    await syncFolder(folder);
  };
}

/** Null when there is no such file. */
export async function fileSize(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return null;
    throw error;
  }
}
