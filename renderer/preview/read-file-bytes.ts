import type { FileId } from '../../contract/files.ts';
import type { ApiClient } from '../client/connection.ts';

const PART_BYTES = 4 * 2 ** 20;

interface ReadFileOptions {
  readonly id: FileId;
  readonly totalBytes: number;
  readonly signal: AbortSignal;
  readonly onPart?: (readBytes: number) => void;
}

/** A stored file's bytes, part by part. Rejects when there are not as many as the list says. */
export async function readFileBytes(read: ApiClient['files']['read'], options: ReadFileOptions): Promise<ArrayBuffer> {
  const { id, totalBytes, signal, onPart } = options;
  const all = new Uint8Array(totalBytes);
  let at = 0;
  while (at < totalBytes) {
    const { bytes } = await read({ id, startByte: at, maxBytes: Math.min(PART_BYTES, totalBytes - at) }, { signal });
    if (bytes.size === 0 || at + bytes.size > totalBytes)
      throw new Error('The file has another size than its row says.');
    all.set(new Uint8Array(await bytes.arrayBuffer()), at);
    at += bytes.size;
    onPart?.(at);
  }
  return all.buffer;
}
