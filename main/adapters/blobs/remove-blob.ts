import { randomUUID } from 'node:crypto';
import { renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCodeOf } from '../error-code-of.ts';

/** Its name is gone when this returns its promise; its bytes, which may take a while, when that resolves. */
export async function removeBlob(path: string, temporaryFolder: string): Promise<void> {
  const doomed = join(temporaryFolder, randomUUID());
  try {
    renameSync(path, doomed);
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return;
    throw error;
  }
  await rm(doomed, { force: true });
}
