import type { JobFilter } from '../../../../contract/jobs.ts';
import type { JobState } from '../../../core/ports/job-store.ts';
import type { ReadDb } from '../connection.ts';
import { readRow, readRows } from '../run-statement.ts';
import { sql, type Statement } from '../statement.ts';
import { foundByText, isSearched, searchOf, type SearchParams } from './job-search.ts';

/** Where a job stands in lists: what failed last first, and behind it what never failed, newest first. */
export interface Place {
  readonly atMs: number;
  readonly id: number;
}

interface OpenJob {
  readonly id: number;
  readonly kind: string;
}

interface NarrowParams {
  readonly state: JobState | null;
  readonly fate: string | null;
  readonly cause: string | null;
  readonly kind: string | null;
  readonly mailbox: string | null;
  readonly afterMs: number | null;
  readonly beforeMs: number | null;
}
export type CountParams = NarrowParams & SearchParams;
type PageParams = CountParams & { readonly keyAtMs: number; readonly keyId: number; readonly limit: number };

/** Written out as in the indexes, or SQLite would not use those. */
export const isOpen = `state = 'dead' AND replayed_by IS NULL AND discarded_at_ms IS NULL`;
export const orderMs = 'coalesce(last_error_at_ms, -1)';

const fate = `CASE WHEN replayed_by IS NOT NULL THEN 'replayed' WHEN discarded_at_ms IS NOT NULL THEN 'discarded' ELSE 'open' END`;
export const narrowed = `
  AND (:fate IS NULL OR state = 'dead' AND ${fate} = :fate)
  AND (:cause IS NULL OR cause = :cause) AND (:kind IS NULL OR kind = :kind)
  AND (:mailbox IS NULL OR mailbox IN (SELECT id FROM account WHERE address = :mailbox))
  AND (:afterMs IS NULL OR last_error_at_ms > :afterMs) AND (:beforeMs IS NULL OR last_error_at_ms < :beforeMs)`;
const behind = `AND (${orderMs}, job.id) < (:keyAtMs, :keyId) ORDER BY ${orderMs} DESC, job.id DESC LIMIT :limit`;

/** Each way into the queue with the index that has its order. */
const doors = {
  all: { index: 'job_order', condition: 'TRUE' },
  ofState: { index: 'job_order_of_state', condition: 'state = :state' },
  open: { index: 'job_open_order', condition: isOpen },
  ofCause: { index: 'job_open_cause', condition: `${isOpen} AND cause = :cause AND kind = :kind` },
} as const;
type Door = keyof typeof doors;

interface Statements {
  readonly page: Statement<PageParams, Place>;
  readonly count: Statement<CountParams, { n: number }>;
  /** Nothing narrows further: the index alone counts. */
  readonly countAll: Statement<Pick<CountParams, 'state' | 'cause' | 'kind'>, { n: number }>;
  readonly searched: Statement<PageParams, Place>;
  readonly countSearched: Statement<CountParams, { n: number }>;
}

function statementsOf({ index, condition }: (typeof doors)[Door]): Statements {
  const place = `${orderMs} AS atMs, job.id`;
  const listed = `FROM job INDEXED BY ${index} WHERE ${condition}`;
  const searched = `FROM (${foundByText}) AS found CROSS JOIN job ON job.id = found.id WHERE ${condition} ${narrowed}`;
  return {
    page: sql(`SELECT ${place} ${listed} ${narrowed} ${behind}`),
    count: sql(`SELECT count(*) AS n ${listed} ${narrowed}`),
    countAll: sql(`SELECT count(*) AS n ${listed}`),
    searched: sql(`SELECT ${place} ${searched} ${behind}`),
    countSearched: sql(`SELECT count(*) AS n ${searched}`),
  };
}

const statements: Readonly<Record<Door, Statements>> = {
  all: statementsOf(doors.all),
  ofState: statementsOf(doors.ofState),
  open: statementsOf(doors.open),
  ofCause: statementsOf(doors.ofCause),
};

const openJobs = `WHERE ${isOpen} ${narrowed} ORDER BY ${orderMs}, job.id`;
const selectOpenJobs = sql<CountParams, OpenJob>(`SELECT job.id, kind FROM job INDEXED BY job_open_order ${openJobs}`);
const searchOpenJobs = sql<CountParams, OpenJob>(
  `SELECT job.id, kind FROM (${foundByText}) AS found CROSS JOIN job ON job.id = found.id ${openJobs}`,
);

/** A filter is one way in, or one for each of its states. */
function waysOf(filter: JobFilter): readonly { readonly door: Door; readonly state: JobState | null }[] {
  const states = filter.states?.map((state) => (state === 'running' ? 'leased' : state));
  if (filter.fate === 'open') {
    if (states !== undefined && !states.includes('dead')) return [];
    return [{ door: filter.cause === undefined || filter.kind === undefined ? 'open' : 'ofCause', state: null }];
  }
  if (states === undefined || states.length === 0)
    return [filter.fate === undefined ? { door: 'all', state: null } : { door: 'ofState', state: 'dead' }];
  return [...new Set(states)].map((state) => ({ door: 'ofState', state }));
}

function paramsOf(filter: JobFilter, state: JobState | null): CountParams {
  return {
    state,
    fate: filter.fate ?? null,
    cause: filter.cause ?? null,
    kind: filter.kind ?? null,
    mailbox: filter.mailbox ?? null,
    afterMs: msOf(filter.after),
    beforeMs: msOf(filter.before),
    ...searchOf(filter.text),
  };
}

/** Null where the filter lets no open dead job through. */
export function openParamsOf(filter: JobFilter): CountParams | null {
  if (filter.states?.includes('dead') === false) return null;
  return filter.fate === undefined || filter.fate === 'open' ? paramsOf({ ...filter, fate: 'open' }, null) : null;
}

/** The next `limit` jobs behind a place. */
export function findPlaces(db: ReadDb, filter: JobFilter, behindPlace: Place | null, limit: number): readonly Place[] {
  const key = { keyAtMs: behindPlace?.atMs ?? Number.MAX_SAFE_INTEGER, keyId: behindPlace?.id ?? 0, limit };
  const places = waysOf(filter).flatMap(({ door, state }) => {
    const params = paramsOf(filter, state);
    return readRows(db, isSearched(params) ? statements[door].searched : statements[door].page, { ...params, ...key });
  });
  return places.toSorted((a, b) => b.atMs - a.atMs || b.id - a.id).slice(0, limit);
}

/** All open dead jobs that match, the one that failed longest ago first. */
export function findOpen(db: ReadDb, filter: JobFilter): readonly OpenJob[] {
  const params = openParamsOf(filter);
  if (params === null) return [];
  return readRows(db, isSearched(params) ? searchOpenJobs : selectOpenJobs, params);
}

export function countFound(db: ReadDb, filter: JobFilter): number {
  return waysOf(filter).reduce((sum, { door, state }) => {
    const params = paramsOf(filter, state);
    const { count, countAll, countSearched } = statements[door];
    const isNarrowed = isNarrower(filter, door);
    const row = isSearched(params)
      ? readRow(db, countSearched, params)
      : readRow(db, isNarrowed ? count : countAll, params);
    return sum + (row?.n ?? 0);
  }, 0);
}

function isNarrower({ fate: wanted, cause, kind, mailbox, after, before }: JobFilter, door: Door): boolean {
  const isOther = mailbox !== undefined || after !== undefined || before !== undefined;
  if (door === 'ofCause') return isOther;
  return isOther || cause !== undefined || kind !== undefined || (wanted !== undefined && door !== 'open');
}

function msOf(at: string | undefined): number | null {
  return at === undefined ? null : Date.parse(at);
}
