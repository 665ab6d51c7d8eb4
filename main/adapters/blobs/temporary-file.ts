import { constants, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

// Windows has no such flag.
const CREATE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/** A new file for its user alone. Fails when anything of that name is there, a link included. */
export function createTemporary(path: string): Promise<FileHandle> {
  return open(path, CREATE, 0o600);
}

/** One write may take a part only, for example up to a limit that the next one then reports. */
export async function writeAll(target: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await target.write(bytes, done, bytes.length - done, offset + done);
    done += bytesWritten;
  }
}
