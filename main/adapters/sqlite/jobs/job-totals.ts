import type { TotalFacts } from '../../../core/ports/job-index.ts';
import type { JobState } from '../../../core/ports/job-store.ts';
import type { ReadDb } from '../connection.ts';
import { readRow, readRows } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { isOpen, orderMs } from './find-jobs.ts';
import { dayBefore } from './job-outcome.ts';

const selectStates = sql<null, { state: JobState; n: number }>(
  'SELECT state, count(*) AS n FROM job INDEXED BY job_state GROUP BY state',
);
const selectOpen = sql<null, { n: number }>(`SELECT count(*) AS n FROM job INDEXED BY job_open_order WHERE ${isOpen}`);
const selectLastFailure = sql<null, { atMs: number }>(
  `SELECT ${orderMs} AS atMs FROM job INDEXED BY job_order ORDER BY ${orderMs} DESC LIMIT 1`,
);
const selectDays = sql<{ from: string }, TotalFacts['days'][number]>(`
  SELECT day, sum(done) AS done, sum(retried) AS retried, sum(died) AS died FROM job_outcome
  WHERE day > :from GROUP BY day ORDER BY day`);

export function readTotals(db: ReadDb, nowMs: number): TotalFacts {
  const count = new Map(readRows(db, selectStates).map(({ state, n }) => [state, n]));
  const of = (state: JobState): number => count.get(state) ?? 0;
  const lastMs = readRow(db, selectLastFailure)?.atMs ?? -1;
  return {
    byState: {
      waiting: of('waiting'),
      ready: of('ready'),
      running: of('leased'),
      done: of('done'),
      dead: of('dead'),
      parked: of('parked'),
      cancelled: of('cancelled'),
    },
    open: readRow(db, selectOpen)?.n ?? 0,
    lastFailureMs: lastMs < 0 ? null : lastMs,
    days: readRows(db, selectDays, { from: dayBefore(nowMs) }),
  };
}
