import type { Sha256 } from '../../../contract/ids.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { WriteDb } from './connection.ts';
import { inTransaction } from './in-transaction.ts';
import { write } from './run-statement.ts';
import { sql } from './statement.ts';

/** Whether the bytes are in the blob store now. Synchronous, so that the answer holds until the commit. */
export type HasBytes = (sha256: Sha256) => boolean;

const insert = sql<{ sha256: Sha256; sizeBytes: number; nowMs: number }>(`
  INSERT INTO blob (sha256, size_bytes, created_at_ms) VALUES (:sha256, :sizeBytes, :nowMs)
  ON CONFLICT (sha256) DO NOTHING`);

/**
 * Records a stored file. Only after `BlobStore.snapshot` or `receive` resolved: a row promises that the bytes are on
 * disk. Between the two, the same bytes of a message that ended may have been released; a row that is new is therefore
 * refused when its bytes are gone, with `source_missing`.
 */
export function insertBlob(
  db: WriteDb,
  sha256: Sha256,
  sizeBytes: number,
  nowMs: number,
  hasBytes: HasBytes = () => true,
): void {
  inTransaction(db, () => {
    if (write(db, insert, { sha256, sizeBytes, nowMs }) === 0 || hasBytes(sha256)) return;
    throw new MailroomError('source_missing', {
      message: "Mailroom's copy of this file was cleared away while it was being taken. Nothing was changed or sent.",
      remediation: 'Do it once more.',
      field: 'attachments',
      retriable: true,
    });
  });
}
