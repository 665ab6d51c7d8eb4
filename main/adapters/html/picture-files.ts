import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Small pictures as files, so that they are attached like any other. A name is the digest of the bytes: writing one again
 * changes nothing, and losing them all loses nothing.
 */
export function openPictureFiles(folder: string): (bytes: Uint8Array) => string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return (bytes) => {
    const path = join(folder, createHash('sha256').update(bytes).digest('hex'));
    writeFileSync(`${path}.part`, bytes, { mode: 0o600 });
    renameSync(`${path}.part`, path);
    return path;
  };
}
