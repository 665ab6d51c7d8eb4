import { z } from 'zod';
import { replayId, type ReplayId } from '../../../contract/jobs.ts';
import { upkeepJob } from '../jobs/upkeep-job.ts';
import type { NewJob } from '../ports/job-store.ts';

export const REPLAY_KIND = 'jobs.replay';
export const replayPayload = z.strictObject({ replay: replayId });

/** Moves the jobs of a replay, at its pace, until it is stopped or done. One for each replay. */
export function replayJob(id: ReplayId, nowMs: number): NewJob {
  return {
    ...upkeepJob(REPLAY_KIND, `replay:${id}`, 'Replay jobs at a pace', nowMs),
    payload: { replay: id },
    priority: 10,
  };
}
