import type { Sha256 } from '../../../contract/ids.ts';
import type { WriteDb } from './connection.ts';
import { inTransaction } from './in-transaction.ts';
import { write } from './run-statement.ts';
import { sql } from './statement.ts';

const insert = sql<{ sha256: Sha256; sizeBytes: number; nowMs: number }>(`
  INSERT INTO blob (sha256, size_bytes, created_at_ms) VALUES (:sha256, :sizeBytes, :nowMs)
  ON CONFLICT (sha256) DO NOTHING`);

/** Records a stored file. Only after `BlobStore.snapshot` resolved: a row promises that the bytes are on disk. */
export function insertBlob(db: WriteDb, sha256: Sha256, sizeBytes: number, nowMs: number): void {
  inTransaction(db, () => write(db, insert, { sha256, sizeBytes, nowMs }));
}
