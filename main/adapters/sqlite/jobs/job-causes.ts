import type { JobFilter } from '../../../../contract/jobs.ts';
import type { CauseFacts } from '../../../core/ports/job-index.ts';
import type { ReadDb } from '../connection.ts';
import { readRows } from '../run-statement.ts';
import { sql, type Statement } from '../statement.ts';
import { type CountParams, isOpen, narrowed, openParamsOf, orderMs } from './find-jobs.ts';
import { readFacts } from './job-facts.ts';
import { foundByText, isSearched } from './job-search.ts';

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
const searched = `FROM job WHERE id IN (${foundByText}) AND ${isOpen} ${narrowed}`;
const grouped = 'GROUP BY cause, kind';

interface Statements {
  readonly causes: Statement<CountParams, CauseRow>;
  readonly hours: Statement<CountParams & { readonly startMs: number }, HourRow>;
}

function statementsOf(from: string): Statements {
  return {
    causes: sql(`SELECT ${causes} ${from} ${grouped}`),
    hours: sql(`SELECT ${hours} ${from} AND ${orderMs} >= :startMs ${grouped}, hour`),
  };
}

/** The index alone answers where nothing narrows. */
const ofAll = statementsOf(listed);
const ofNarrowed = statementsOf(`${listed} ${narrowed}`);
const ofSearched = statementsOf(searched);

/** Dead jobs that nobody has dealt with and that match, put together by why they died; most jobs first. */
export function readCauses(db: ReadDb, filter: JobFilter, nowMs: number): readonly CauseFacts[] {
  const params = openParamsOf(filter);
  if (params === null) return [];
  const startMs = nowMs - HOURS * HOUR_MS;
  const statements = isSearched(params) ? ofSearched : isNarrowed(filter) ? ofNarrowed : ofAll;
  const rows = readRows(db, statements.causes, params);
  const deaths = readRows(db, statements.hours, { ...params, startMs });
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

function isNarrowed({ cause, kind, mailbox, after, before }: JobFilter): boolean {
  return [cause, kind, mailbox, after, before].some((term) => term !== undefined);
}
