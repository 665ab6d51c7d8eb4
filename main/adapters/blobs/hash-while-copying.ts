import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { sha256 } from '../../../contract/ids.ts';
import type { Sha256 } from '../../../contract/ids.ts';
import type { CancelSignal } from '../../core/ports/time.ts';
import { writeAll } from './temporary-file.ts';

const BUFFER_BYTES = 2 ** 20;

export type Copied =
  | { readonly kind: 'copied'; readonly sha256: Sha256 }
  | { readonly kind: 'sizeDiffers' }
  | { readonly kind: 'cancelled' };

/** Reads a file once, writes it to `target` if there is one, and hashes it on the way. Memory: one buffer of 1 MiB. */
export async function hashWhileCopying(
  source: FileHandle,
  target: FileHandle | null,
  sizeBytes: number,
  signal: CancelSignal | undefined,
): Promise<Copied> {
  const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  const hash = createHash('sha256');
  for (let offset = 0; ;) {
    if (signal?.aborted === true) return { kind: 'cancelled' };
    const { bytesRead } = await source.read(buffer, 0, BUFFER_BYTES, offset);
    if (bytesRead === 0 && offset === sizeBytes) return { kind: 'copied', sha256: sha256.parse(hash.digest('hex')) };
    if (bytesRead === 0 || offset + bytesRead > sizeBytes) return { kind: 'sizeDiffers' };
    const bytes = buffer.subarray(0, bytesRead);
    hash.update(bytes);
    if (target !== null) await writeAll(target, bytes, offset);
    offset += bytesRead;
  }
}
