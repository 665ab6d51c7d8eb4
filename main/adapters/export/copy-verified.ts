import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { BlobReader } from '../../core/ports/blob-store.ts';
import type { StoredBytes } from '../../core/ports/file-exports.ts';
import type { CancelSignal } from '../../core/ports/time.ts';
import { writeAll } from '../blobs/temporary-file.ts';

const BUFFER_BYTES = 2 ** 20;

/** Copies from the store and hashes on the way. Memory: one buffer of 1 MiB. */
export async function copyVerified(
  source: BlobReader,
  target: FileHandle,
  { sha256, sizeBytes }: StoredBytes,
  signal: CancelSignal | undefined,
): Promise<'copied' | 'damaged' | 'cancelled'> {
  if (source.sizeBytes !== sizeBytes) return 'damaged';
  const buffer = Buffer.allocUnsafeSlow(Math.min(BUFFER_BYTES, Math.max(sizeBytes, 1)));
  const hash = createHash('sha256');
  for (let offset = 0; offset < sizeBytes;) {
    if (signal?.aborted === true) return 'cancelled';
    const bytesRead = await source.read(buffer, offset);
    if (bytesRead === 0) return 'damaged';
    const bytes = buffer.subarray(0, bytesRead);
    hash.update(bytes);
    await writeAll(target, bytes, offset);
    offset += bytesRead;
  }
  return hash.digest('hex') === sha256 ? 'copied' : 'damaged';
}
