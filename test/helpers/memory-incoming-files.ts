import { randomUUID } from 'node:crypto';
import type { IncomingFile, IncomingFiles } from '../../main/core/ports/incoming-files.ts';

export interface MemoryIncomingFiles extends IncomingFiles {
  bytesOf(id: string): Buffer;
  forget(id: string): void;
  /** What `compose.attach` does with a file. */
  take(id: string): void | Promise<void>;
}

/** Files that a window streams in, kept in memory: the far end of the HTTP paths. */
export function memoryIncomingFiles(chunkBytes = 3_932_160): MemoryIncomingFiles {
  const files = new Map<string, IncomingFile & { bytes: Buffer; taken: boolean }>();
  return {
    async begin(file) {
      const id = randomUUID();
      files.set(id, { ...file, bytes: Buffer.alloc(0), taken: false });
      return { id, chunkBytes };
    },
    async write(id, startByte, bytes) {
      const file = files.get(id);
      if (file === undefined) return null;
      const written = file.bytes.length === startByte;
      if (written) file.bytes = Buffer.concat([file.bytes, bytes]);
      return { written, nextByte: file.bytes.length };
    },
    async status(id) {
      const file = files.get(id);
      if (file === undefined) return null;
      const { bytes, ...known } = file;
      return { ...known, nextByte: bytes.length };
    },
    bytesOf: (id) => files.get(id)?.bytes ?? Buffer.alloc(0),
    forget: (id) => void files.delete(id),
    take: (id) => {
      const file = files.get(id);
      if (file !== undefined) file.taken = true;
    },
  };
}
