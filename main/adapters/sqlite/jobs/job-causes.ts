import type { CauseFacts } from '../../../core/ports/job-index.ts';
import type { ReadDb } from '../connection.ts';
import { readRows } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { isOpen, orderMs } from './find-jobs.ts';
import { readFacts } from './job-facts.ts';
import { foundByText, isSearched, searchOf, type SearchParams } from './job-search.ts';

interface CauseRow extends Omit<CauseFacts, 'spark' | 'sample'> {
  /** The one that died last. */
  readonly id: number;
}
interface HourRow {
  readonly cause: string;
  readonly kind: string;
  readonly hour: number;
  readonly count: number;
}

const HOUR_MS = 3_600_000;
const HOURS = 24;

// `max` makes SQLite take `id` from that very row.
const causes = `cause, kind, count(*) AS count, min(${orderMs}) AS firstSeenMs, max(${orderMs}) AS lastSeenMs, id`;
const hours = `cause, kind, (${orderMs} - :startMs) / ${String(HOUR_MS)} AS hour, count(*) AS count`;
const listed = `FROM job INDEXED BY job_open_cause WHERE ${isOpen}`;
const searched = `FROM job WHERE id IN (${foundByText}) AND ${isOpen}`;

const selectCauses = sql<null, CauseRow>(`SELECT ${causes} ${listed} GROUP BY cause, kind`);
const selectHours = sql<{ startMs: number }, HourRow>(
  `SELECT ${hours} ${listed} AND ${orderMs} >= :startMs GROUP BY cause, kind, hour`,
);
const searchCauses = sql<SearchParams, CauseRow>(`SELECT ${causes} ${searched} GROUP BY cause, kind`);
const searchHours = sql<SearchParams & { startMs: number }, HourRow>(
  `SELECT ${hours} ${searched} AND ${orderMs} >= :startMs GROUP BY cause, kind, hour`,
);

/** Dead jobs that nobody has dealt with, put together by why they died; most jobs first. */
export function readCauses(db: ReadDb, text: string | null, nowMs: number): readonly CauseFacts[] {
  const search = searchOf(text ?? undefined);
  const startMs = nowMs - HOURS * HOUR_MS;
  const rows = isSearched(search) ? readRows(db, searchCauses, search) : readRows(db, selectCauses);
  const deaths = isSearched(search)
    ? readRows(db, searchHours, { ...search, startMs })
    : readRows(db, selectHours, { startMs });
  const samples = new Map(
    readFacts(
      db,
      rows.map(({ id }) => id),
    ).map((facts) => [Number(facts.id), facts]),
  );
  return rows
    .flatMap(({ id, ...row }) => {
      const sample = samples.get(id);
      return sample === undefined ? [] : [{ ...row, sample, spark: sparkOf(row, deaths) }];
    })
    .toSorted((a, b) => b.count - a.count || b.lastSeenMs - a.lastSeenMs);
}

function sparkOf({ cause, kind }: Pick<CauseRow, 'cause' | 'kind'>, deaths: readonly HourRow[]): readonly number[] {
  const spark = Array.from({ length: HOURS }, () => 0);
  for (const { hour, count } of deaths.filter((row) => row.cause === cause && row.kind === kind)) {
    // What died in this very moment belongs to the hour that ends with it.
    const at = Math.min(hour, HOURS - 1);
    spark[at] = (spark[at] ?? 0) + count;
  }
  return spark;
}
