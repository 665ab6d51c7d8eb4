import { join } from 'node:path';
import { diskExportFolders } from '../adapters/export/export-folders.ts';
import { openLentCopies } from '../adapters/export/lent-copies.ts';
import { readVerified } from '../adapters/export/read-verified.ts';
import type { ReadDb } from '../adapters/sqlite/connection.ts';
import { findExportableFile } from '../adapters/sqlite/find-exportable-file.ts';
import { ingestPriorities, messageJob } from '../core/ingest/ingest-jobs.ts';
import type { BlobStore } from '../core/ports/blob-store.ts';
import type { IngestUpkeep } from '../core/ports/ingest-store.ts';
import type { Clock, Random } from '../core/ports/time.ts';
import type { FileExportDeps } from './file-export-procedures.ts';

interface FileExportParts {
  readonly db: ReadDb;
  readonly dataDir: string;
  readonly blobs: BlobStore;
  readonly ingest: Pick<IngestUpkeep, 'loseBlob'>;
  readonly clock: Clock;
  readonly random: Random;
}

export async function openFileExports(parts: FileExportParts): Promise<FileExportDeps> {
  const { db, dataDir, blobs, ingest, clock, random } = parts;
  const folders = diskExportFolders(blobs);
  return {
    folders,
    read: (bytes) => readVerified(blobs, bytes),
    lent: await openLentCopies(join(dataDir, 'lent'), folders),
    files: {
      find: (id) => findExportableFile(db, id),
      async reportDamage(sha256) {
        const nowMs = clock.nowMs();
        // First, because bytes of the right length would be taken for the ones that are fetched.
        await blobs.remove(sha256);
        ingest.loseBlob(
          sha256,
          (account, messageId) =>
            messageJob({ account, messageId, subscriptionId: null }, ingestPriorities.fresh, random.uuidv7(), nowMs),
          nowMs,
        );
      },
    },
  };
}
