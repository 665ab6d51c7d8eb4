import type { ReadDb, WriteDb } from './connection.ts';
import { inTransaction, readEpoch } from './in-transaction.ts';
import { write } from './run-statement.ts';
import { sql } from './statement.ts';

interface OwnerRow {
  readonly epoch: number;
  readonly pid: number;
  readonly bootId: string | null;
  readonly nowMs: number;
}

const upsertOwner = sql<OwnerRow>(`
  INSERT INTO owner (id, epoch, pid, boot_id, beat_at_ms) VALUES (1, :epoch, :pid, :bootId, :nowMs)
  ON CONFLICT (id) DO UPDATE SET epoch = :epoch, pid = :pid, boot_id = :bootId, beat_at_ms = :nowMs`);

const updateBeat = sql<{ nowMs: number }>('UPDATE owner SET beat_at_ms = :nowMs WHERE id = 1');

/**
 * Gives the right to write, and takes it from whoever had it: from the commit on, each transaction of an earlier
 * owner is refused. To be called by the holder of the data folder's lock.
 */
export function takeOver(db: ReadDb, by: { pid: number; bootId: string | null; nowMs: number }): WriteDb {
  return db.connection
    .transaction(() => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where the right to write is made
      const owned = { ...db, epoch: readEpoch(db) + 1, onCommit: new Set<(tookMs: number) => void>() } as WriteDb;
      write(owned, upsertOwner, { epoch: owned.epoch, ...by });
      return owned;
    })
    .immediate();
}

/** Notes that the owner is alive: what a diagnosis shows about a folder that seems stuck. */
export function beat(db: WriteDb, nowMs: number): void {
  inTransaction(db, () => write(db, updateBeat, { nowMs }));
}
