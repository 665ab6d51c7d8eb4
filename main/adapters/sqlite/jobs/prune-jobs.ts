import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { write } from '../run-statement.ts';
import { sql } from '../statement.ts';

const deleteJobs = sql<{ pattern: string; beforeMs: number; limit: number }>(`
  DELETE FROM job WHERE id IN (
    SELECT id FROM job WHERE state = 'done' AND kind GLOB :pattern AND created_at_ms < :beforeMs
    ORDER BY id LIMIT :limit)`);

/**
 * Deletes at most `limit` finished jobs of an area from before this moment, with their attempts, and says how many.
 * Dead ones stay: somebody may still replay them.
 */
export function pruneJobs(db: WriteDb, area: 'bounces' | 'ingest' | 'outbox', beforeMs: number, limit: number): number {
  return inTransaction(db, () => write(db, deleteJobs, { pattern: `${area}.*`, beforeMs, limit }));
}
