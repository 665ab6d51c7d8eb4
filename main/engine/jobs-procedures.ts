import type { JobId } from '../../contract/ids.ts';
import type { CauseRow, JobAction, JobDetail, JobFilter, JobPage, JobRow, JobTotals } from '../../contract/jobs.ts';
import { actOnJob, type ActDeps } from '../core/jobs/act-on-job.ts';
import { describeCause, describeJob } from '../core/jobs/describe-job.ts';
import { replayEdited } from '../core/jobs/replay-edited.ts';
import type { JsonValue } from '../core/ports/job-store.ts';
import { discardProcedures } from './discard-procedures.ts';
import { followChanges } from './follow-changes.ts';
import { mustFind, readJobDetail } from './job-detail.ts';
import type { Services } from './services.ts';

interface ActInput {
  readonly id: JobId;
  readonly via: 'window' | 'command';
  readonly reason: string | null;
}

/** A list is told of changes at most this often, and looked at again at least that often. */
const rhythm = { busyMs: 300, quietMs: 5_000 } as const;

/** The queue as people see it. */
export function jobsProcedures(services: Services) {
  const { jobIndex, jobWatch, clock } = services;
  const deps: ActDeps = {
    jobs: services.jobs,
    index: jobIndex,
    outbox: services.outbox,
    ingest: services.ingest.store,
    audit: services.audit,
    role: services.loaded.settings.jobsRole,
    transact: services.transact,
  };
  return {
    discards: discardProcedures(services, deps),

    totals(): JobTotals {
      const { byState, open, lastFailureMs, days } = jobIndex.totals(clock.nowMs());
      const lastFailureAt = lastFailureMs === null ? null : new Date(lastFailureMs).toISOString();
      return { byState, open, lastFailureAt, role: deps.role, days: days.map((day) => ({ ...day })) };
    },

    causes: (filter: JobFilter): CauseRow[] => jobIndex.causes(filter, clock.nowMs()).map(describeCause),

    page(input: { filter: JobFilter; after: string | null; limit: number }): JobPage {
      const { rows, total, nextKey } = jobIndex.page(input.filter, input.after, input.limit);
      return { rows: rows.map(describeJob), total, nextKey };
    },

    /** What a person does to one job. The row is that of the job to look at next: after a retry, the successor. */
    act(action: Exclude<JobAction, 'replay'>, { id, via, reason }: ActInput): JobRow {
      const done = actOnJob(deps, action, id, { actor: services.actor, via, reason, nowMs: clock.nowMs() });
      services.worker.wake();
      return describeJob(mustFind(services, done));
    },

    replayEdited({ id, via, reason, members }: ActInput & { members: Readonly<Record<string, JsonValue>> }): JobRow {
      const act = { actor: services.actor, via, reason, nowMs: clock.nowMs() };
      const done = replayEdited(deps, id, members, act, services.random.uuid());
      services.worker.wake();
      return describeJob(mustFind(services, done));
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
