import { chmod, constants, copyFile } from 'node:fs/promises';

/**
 * Makes a copy that shares its blocks with the original, at once and without room, where the file system can
 * (APFS, Btrfs, XFS, ReFS). False, and no copy, where it cannot; a real cause shows when the file is then read.
 */
export async function cloneFile(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
  } catch {
    return false;
  }
  await chmod(to, 0o600);
  return true;
}
