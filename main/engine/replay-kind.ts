import { z } from 'zod';
import { type JobKind, standardBackoffCapMs, standardLimits } from '../core/jobs/job-kinds.ts';
import { advanceReplay, type AdvanceReplayDeps } from '../core/replay/advance-replay.ts';
import { TIDY_JOBS_KIND } from '../core/jobs/tidy-jobs.ts';
import type { JobOutcome } from '../core/ports/job-store.ts';
import { REPLAY_KIND, replayPayload } from '../core/replay/replay-jobs.ts';
import type { ReplayId } from '../../contract/jobs.ts';
import type { Clock } from '../core/ports/time.ts';

/** The work of a replay, as the queue knows it. */
export function replayKind(
  deps: AdvanceReplayDeps,
  clock: Clock,
  retryBaseMs: number,
): JobKind<{ readonly replay: ReplayId }> {
  return {
    ...upkeep(retryBaseMs),
    kind: REPLAY_KIND,
    payload: replayPayload,
    run: ({ replay }) => Promise.resolve(advanceReplay(deps, replay, clock.nowMs())),
  };
}

export function tidyJobsKind(tidy: () => JobOutcome, retryBaseMs: number): JobKind<unknown> {
  return { ...upkeep(retryBaseMs), kind: TIDY_JOBS_KIND, payload: z.unknown(), run: () => Promise.resolve(tidy()) };
}

function upkeep(retryBaseMs: number) {
  return {
    ...standardLimits,
    lane: 'upkeep',
    payloadVersion: 1,
    retry: { baseMs: retryBaseMs, capMs: standardBackoffCapMs },
    // It may be killed at any instant, as often as it likes.
    maxStalls: 100,
  } as const;
}
