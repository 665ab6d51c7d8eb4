import type { JobId } from '../../contract/ids.ts';
import type { CauseRow, JobDetail, JobFilter, JobPage, JobTotals } from '../../contract/jobs.ts';
import { describeCause, describeJob } from '../core/jobs/describe-job.ts';
import { followChanges } from './follow-changes.ts';
import { readJobDetail } from './job-detail.ts';
import type { Services } from './services.ts';

/** A list is told of changes at most this often, and looked at again at least that often. */
const rhythm = { busyMs: 300, quietMs: 5_000 } as const;

/** The queue as people see it. */
export function jobsProcedures(services: Services) {
  const { jobIndex, jobWatch, clock } = services;
  return {
    totals(): JobTotals {
      const { byState, open, lastFailureMs, days } = jobIndex.totals(clock.nowMs());
      const lastFailureAt = lastFailureMs === null ? null : new Date(lastFailureMs).toISOString();
      return { byState, open, lastFailureAt, days: days.map((day) => ({ ...day })) };
    },

    causes: (text: string | undefined): CauseRow[] => jobIndex.causes(text ?? null, clock.nowMs()).map(describeCause),

    page(input: { filter: JobFilter; after: string | null; limit: number }): JobPage {
      const { rows, total, nextKey } = jobIndex.page(input.filter, input.after, input.limit);
      return { rows: rows.map(describeJob), total, nextKey };
    },

    show: (id: JobId): JobDetail => readJobDetail(services, id),

    watch: (signal: AbortSignal | undefined) =>
      followChanges(
        {
          clock,
          rhythm,
          onChange: (listener) => jobWatch.onChange(listener),
          read: () => ({ version: jobWatch.version() }),
        },
        signal,
      ),
  };
}
