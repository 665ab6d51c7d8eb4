import { type FileId, fileId } from '../../contract/files.ts';
import { structuredError } from '../../main/core/mailroom-error.ts';
import type { FileDownloads } from '../../main/core/ports/file-downloads.ts';

export interface MemoryFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Thrown before the last piece. */
  readonly fault?: Error;
}

/** Stored files by their ids, read in pieces of 1,000 bytes. */
export function memoryDownloads(files: Readonly<Record<string, MemoryFile>>): FileDownloads {
  const error = structuredError('file_not_found', { message: 'There is no such file.', remediation: 'Search again.' });
  const known = (id: FileId): boolean => Object.hasOwn(files, id);
  return {
    prepare: (ids) => ({
      downloads: ids.filter(known).map((id) => {
        const { name, bytes } = fileOf(files, id);
        return { id: fileId.parse(id), name, sizeBytes: bytes.length, receivedAtMs: Date.UTC(2026, 10, 21, 14) };
      }),
      failed: ids.filter((id) => !known(id)).map((id) => ({ id, error })),
    }),
    async *read(id) {
      const { bytes, fault } = fileOf(files, id);
      for (let offset = 0; offset < bytes.length; offset += 1000) {
        if (fault !== undefined && offset + 1000 >= bytes.length) throw fault;
        yield await Promise.resolve(bytes.subarray(offset, offset + 1000));
      }
    },
  };
}

function fileOf(files: Readonly<Record<string, MemoryFile>>, id: FileId): MemoryFile {
  const file = files[id];
  if (file === undefined) throw new Error(`no file ${id}`);
  return file;
}
