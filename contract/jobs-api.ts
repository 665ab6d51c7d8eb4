import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { jobId } from './ids.ts';
import {
  actedVia,
  actReason,
  causeRow,
  discardSummary,
  jobDetail,
  jobFilter,
  jobPage,
  jobRow,
  jobTotals,
  replayEffect,
  replayId,
  replayPace,
  replayRow,
  replayScope,
} from './jobs.ts';
import { procedure } from './procedure.ts';

const act = { id: jobId, via: actedVia };

/** The queue as people see it, and what they may do about what failed. */
export const jobsApi = {
  totals: procedure.input(z.strictObject({})).output(jobTotals),
  /** Of dead jobs that match and that nobody has dealt with; most jobs first. */
  causes: procedure.input(z.strictObject({ filter: jobFilter })).output(z.array(causeRow)),
  /** What failed last comes first; jobs that never failed behind them, newest first. */
  page: procedure
    .input(
      z.strictObject({
        filter: jobFilter,
        after: z.string().max(400).nullable(),
        limit: z.int().min(1).max(1000),
      }),
    )
    .output(jobPage),
  show: procedure.input(z.strictObject({ id: jobId })).output(jobDetail),
  /** Tells that what lists show may have changed, at most a few times a second. */
  watch: procedure.input(z.strictObject({})).output(eventIterator(z.object({ version: z.int() }))),
  /** One job, now: a waiting one is tried at once, a dead one gets its successor. Twice is once. */
  retry: procedure.input(z.strictObject({ ...act, reason: actReason.nullable() })).output(jobRow),
  /** Takes a waiting job out of the way until somebody brings it back. */
  park: procedure.input(z.strictObject({ ...act, reason: actReason })).output(jobRow),
  unpark: procedure.input(z.strictObject({ ...act, reason: actReason.nullable() })).output(jobRow),
  /** Nothing shall become of a dead or parked job. It stays in the list of dead letters with the reason. */
  discard: procedure.input(z.strictObject({ ...act, reason: actReason })).output(jobRow),
  /**
   * The same for many, in portions: who ends the call early keeps what was done. Parked jobs are meant by their ids
   * alone. Again, it leaves out what it did.
   */
  discardMany: procedure
    .input(z.strictObject({ scope: replayScope, reason: actReason, via: actedVia }))
    .output(discardSummary),
  /** Counts what `discardMany` would do. Nothing is discarded. */
  dryRunDiscard: procedure.input(z.strictObject({ scope: replayScope })).output(discardSummary),
  /** Row J14: a dead job again with another payload. `members` are the changed ones alone. Refused for what sends. */
  replayEdited: procedure
    .input(z.strictObject({ ...act, reason: actReason, members: z.record(z.string(), z.json()) }))
    .output(jobRow),
  replays: {
    /** Counts what would happen. Nothing moves. */
    dryRun: procedure.input(z.strictObject({ scope: replayScope })).output(replayEffect),
    /** One at a time for each kind of work. The same `key` again is the same replay. */
    start: procedure
      .input(
        z.strictObject({
          key: z.uuid(),
          scope: replayScope,
          pace: replayPace,
          reason: actReason,
          via: actedVia,
        }),
      )
      .output(replayRow),
    /** Keeps what it has moved. */
    stop: procedure
      .input(z.strictObject({ id: replayId, reason: actReason.nullable(), via: actedVia }))
      .output(replayRow),
    /** Goes on with what it had not moved. */
    resume: procedure
      .input(z.strictObject({ id: replayId, reason: actReason.nullable(), via: actedVia }))
      .output(replayRow),
    /** Running ones first, then the newest. */
    list: procedure.input(z.strictObject({ limit: z.int().min(1).max(200) })).output(z.array(replayRow)),
    watch: procedure.input(z.strictObject({ id: replayId })).output(eventIterator(replayRow)),
  },
};
