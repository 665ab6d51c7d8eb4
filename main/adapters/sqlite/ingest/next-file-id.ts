import type { ReadDb } from '../connection.ts';
import { readRow } from '../run-statement.ts';
import { sql } from '../statement.ts';

/** So many files of one millisecond sort exactly; more of them go on into the next. */
const PER_MS = 2048;
/** The last moment whose ids are exact numbers: in the year 2109. */
const LATEST_MS = Math.floor(Number.MAX_SAFE_INTEGER / PER_MS) - 1;

const selectLast = sql<{ from: number; to: number }, { id: number | null }>(
  'SELECT max(id) AS id FROM file WHERE id >= :from AND id < :to',
);

/** A free id that sorts by the moment of receipt. A sender's clock may say anything. */
export function nextFileId(db: ReadDb, receivedAtMs: number): number {
  let from = firstFileIdOf(receivedAtMs);
  for (;;) {
    const id = (readRow(db, selectLast, { from, to: from + PER_MS })?.id ?? from - 1) + 1;
    if (id < from + PER_MS) return id;
    from += PER_MS;
  }
}

/** The first id that a file received then may have; sorts with those of files whatever the moment is. */
export function firstFileIdOf(receivedAtMs: number): number {
  return Math.min(Math.max(Math.floor(receivedAtMs), 1), LATEST_MS) * PER_MS;
}

/** The moment of receipt, as far as files sort by it. */
export function momentOfFileId(id: number): number {
  return Math.floor(id / PER_MS);
}
