import type { Sha256 } from '../../../contract/ids.ts';
import type { WriteDb } from './connection.ts';
import { inTransaction } from './in-transaction.ts';
import { readRow, write } from './run-statement.ts';
import { sql } from './statement.ts';

const isNamed = sql<{ sha256: Sha256 }, { named: number }>(`
  SELECT EXISTS (SELECT 1 FROM file WHERE sha256 = :sha256)
    OR EXISTS (SELECT 1 FROM outbox_attachment WHERE snapshot = :sha256)
    OR EXISTS (SELECT 1 FROM merge_file WHERE sha256 = :sha256) AS named`);
const deleteBlob = sql<{ sha256: Sha256 }>('DELETE FROM blob WHERE sha256 = :sha256');

/**
 * Forgets the row of a blob that nothing names, whoever named it last; its file may go once that is committed.
 * False when something does: the blob must stay.
 */
export function releaseBlob(db: WriteDb, sha256: Sha256): boolean {
  return inTransaction(db, () => {
    if (readRow(db, isNamed, { sha256 })?.named !== 0) return false;
    write(db, deleteBlob, { sha256 });
    return true;
  });
}
