import type { JobIndex } from '../../../core/ports/job-index.ts';
import type { ReadDb } from '../connection.ts';
import { countFound, findPlaces, type Place } from './find-jobs.ts';
import { readCauses } from './job-causes.ts';
import { readFacts } from './job-facts.ts';
import { readTotals } from './job-totals.ts';

/** What people ask of the queue, answered from indexes. */
export function sqliteJobIndex(db: ReadDb): JobIndex {
  return {
    totals: (nowMs) => readTotals(db, nowMs),
    causes: (filter, nowMs) => readCauses(db, filter, nowMs),
    page(filter, after, limit) {
      const places = findPlaces(db, filter, after === null ? null : readKey(after), limit);
      const last = places.at(-1);
      return {
        rows: readFacts(
          db,
          places.map(({ id }) => id),
        ),
        total: countFound(db, filter),
        nextKey: last === undefined || places.length < limit ? null : `${String(last.atMs)}.${String(last.id)}`,
      };
    },
    find: (id) => readFacts(db, [id])[0] ?? null,
  };
}

/** A key that is not ours begins behind everything. */
function readKey(key: string): Place {
  const [atMs, id] = /^(-?\d{1,16})\.(\d{1,16})$/.exec(key)?.slice(1).map(Number) ?? [];
  return { atMs: atMs ?? -2, id: id ?? 0 };
}
