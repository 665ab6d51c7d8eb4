import { randomUUID } from 'node:crypto';
import type { IncomingFiles } from '../../main/core/ports/incoming-files.ts';

export interface MemoryIncomingFiles extends IncomingFiles {
  bytesOf(id: string): Buffer;
  forget(id: string): void;
}

/** Files that a window streams in, kept in memory: the far end of the HTTP paths. */
export function memoryIncomingFiles(chunkBytes = 3_932_160): MemoryIncomingFiles {
  const files = new Map<string, { fileName: string; sizeBytes: number; bytes: Buffer }>();
  return {
    begin({ fileName, sizeBytes }) {
      const id = randomUUID();
      files.set(id, { fileName, sizeBytes, bytes: Buffer.alloc(0) });
      return Promise.resolve({ id, chunkBytes });
    },
    write(id, startByte, bytes) {
      const file = files.get(id);
      if (file === undefined) return Promise.resolve(null);
      const written = file.bytes.length === startByte;
      if (written) file.bytes = Buffer.concat([file.bytes, bytes]);
      return Promise.resolve({ written, nextByte: file.bytes.length });
    },
    status(id) {
      const file = files.get(id);
      if (file === undefined) return Promise.resolve(null);
      const { fileName, sizeBytes, bytes } = file;
      return Promise.resolve({ nextByte: bytes.length, sizeBytes, fileName, complete: bytes.length === sizeBytes });
    },
    bytesOf: (id) => files.get(id)?.bytes ?? Buffer.alloc(0),
    forget: (id) => void files.delete(id),
  };
}
