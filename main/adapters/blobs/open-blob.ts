import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { BlobReader } from '../../core/ports/blob-store.ts';
import { errorCodeOf } from '../error-code-of.ts';

/** Throws `source_missing` when the stored file is gone: a row without its file is damage from outside. */
export async function openBlob(path: string): Promise<BlobReader> {
  const file = await openStored(path);
  const { size } = await file.stat();
  return {
    sizeBytes: size,
    read: async (target, offset) => {
      let filled = 0;
      while (filled < target.length) {
        const { bytesRead } = await file.read(target, filled, target.length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled;
    },
    close: () => file.close(),
  };
}

async function openStored(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (errorCodeOf(error) !== 'ENOENT') throw error;
    throw new MailroomError('source_missing', {
      message: "Mailroom's own copy of an attachment is gone from the data folder.",
      remediation: 'Put the data folder back from a backup, or write the message again with the original file.',
      cause: error,
    });
  }
}
