import type { Wanted } from '../../../core/files/search/file-search.ts';
import type { ReadDb } from '../connection.ts';
import { readRow } from '../run-statement.ts';
import { sql } from '../statement.ts';

interface Bound {
  readonly sizeBytes: number;
}
interface Id {
  readonly id: number;
}

const selectLastTooSmall = sql<Bound, Id>(`
  SELECT id FROM file INDEXED BY file_by_size WHERE coalesce(size_bytes, -1) <= :sizeBytes
  ORDER BY coalesce(size_bytes, -1) DESC, id DESC LIMIT 1`);
const selectFirstTooLarge = sql<Bound, Id>(`
  SELECT id FROM file INDEXED BY file_by_size WHERE coalesce(size_bytes, -1) >= :sizeBytes
  ORDER BY coalesce(size_bytes, -1), id LIMIT 1`);

/** In a list by size, smallest first: the neighbours of those that are asked for. Null: the list begins or ends with them. */
export function sizeLimits(
  db: ReadDb,
  wanted: readonly Wanted[],
): { readonly below: number | null; readonly above: number | null } {
  const larger = wanted.flatMap(({ condition: c, isNegated }) =>
    c.kind === 'larger' && !isNegated ? [c.sizeBytes] : [],
  );
  const smaller = wanted.flatMap(({ condition: c, isNegated }) =>
    c.kind === 'smaller' && !isNegated ? [c.sizeBytes] : [],
  );
  return {
    below:
      larger.length === 0 ? null : (readRow(db, selectLastTooSmall, { sizeBytes: Math.max(...larger) })?.id ?? null),
    above:
      smaller.length === 0 ? null : (readRow(db, selectFirstTooLarge, { sizeBytes: Math.min(...smaller) })?.id ?? null),
  };
}
