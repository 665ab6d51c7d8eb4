import type { ReadDb } from '../connection.ts';
import { readRow, readRows } from '../run-statement.ts';
import { sql } from '../statement.ts';

interface Count {
  readonly shown: number;
  readonly inline: number;
}

/** Files are counted by periods of so many ids; 0010-file-search.sql shifts by 38 bits. */
const PERIOD = 2 ** 38;

const selectSums = sql<null, Count>(
  'SELECT coalesce(sum(shown), 0) AS shown, coalesce(sum(inline), 0) AS inline FROM file_count',
);
const selectVersion = sql<null, { version: number }>('SELECT version FROM file_version');

export function countFiles(db: ReadDb, withInline: boolean): number {
  const { shown, inline } = readRow(db, selectSums) ?? { shown: 0, inline: 0 };
  return shown + (withInline ? inline : 0);
}

/** Grows with every change of any file. */
export function readFileVersion(db: ReadDb): number {
  return readRow(db, selectVersion)?.version ?? 0;
}

const selectOldest = sql<null, Count & { period: number }>(
  'SELECT period, shown, inline FROM file_count ORDER BY period',
);
const selectNewest = sql<null, Count & { period: number }>(
  'SELECT period, shown, inline FROM file_count ORDER BY period DESC',
);

/** The end of the period before a position in the list by receipt, as an id, and how many files are between. */
export function findPeriod(
  db: ReadDb,
  position: number,
  list: { readonly isDescending: boolean; readonly withInline: boolean },
): { readonly after: number; readonly skip: number } | null {
  let before = 0;
  for (const { period, shown, inline } of readRows(db, list.isDescending ? selectNewest : selectOldest)) {
    const count = shown + (list.withInline ? inline : 0);
    if (before + count > position) {
      return { after: list.isDescending ? (period + 1) * PERIOD : period * PERIOD - 1, skip: position - before };
    }
    before += count;
  }
  return null;
}
