import type { OutboxId } from '../../../contract/ids.ts';
import { upkeepJob } from '../jobs/upkeep-job.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { JobOutcome, NewJob } from '../ports/job-store.ts';
import type { OutboxUpkeep } from '../ports/outbox-upkeep.ts';
import type { CancelSignal, Clock } from '../ports/time.ts';
import { isOver } from './outbox-record.ts';

export const TIDY_OUTBOX_KIND = 'outbox.tidy';
export const TIDY_OUTBOX_KEY = 'outbox:tidy';

export const DAY_MS = 24 * 60 * 60_000;
const KEEP_JOBS_MS = 30 * DAY_MS;
const MESSAGES_AT_ONCE = 50;
const JOBS_AT_ONCE = 100;

export interface TidyOutboxDeps {
  readonly upkeep: OutboxUpkeep;
  readonly blobs: Pick<BlobStore, 'remove'>;
  readonly clock: Clock;
  /** How long the files of a message stay after its end. */
  readonly retentionMs: number;
}

export function tidyOutboxJob(nowMs: number): NewJob {
  return upkeepJob(TIDY_OUTBOX_KIND, TIDY_OUTBOX_KEY, 'Tidy up what was sent', nowMs);
}

/** Lets go of the files of messages that ended, and of finished jobs after a month. Journals and rows stay. */
export async function tidyOutbox(deps: TidyOutboxDeps, signal: CancelSignal): Promise<JobOutcome> {
  const { upkeep, clock } = deps;
  const nowMs = clock.nowMs();
  await releaseFiles(deps, nowMs, signal);
  while (!signal.aborted && upkeep.pruneJobs(nowMs - KEEP_JOBS_MS, JOBS_AT_ONCE) === JOBS_AT_ONCE)
    await clock.sleep(0, signal);
  if (signal.aborted) return { kind: 'waitFor', untilMs: clock.nowMs(), because: 'stopping' };
  return { kind: 'waitFor', untilMs: nowMs + DAY_MS, because: 'poll' };
}

async function releaseFiles(deps: TidyOutboxDeps, nowMs: number, signal: CancelSignal): Promise<void> {
  const { upkeep, blobs, clock, retentionMs } = deps;
  let after: OutboxId | null = null;
  for (;;) {
    const messages = upkeep.restingWithFiles(nowMs - retentionMs, after, MESSAGES_AT_ONCE);
    for (const message of messages) {
      if (signal.aborted) return;
      after = message.id;
      if (!isOver(message)) continue;
      const unnamed = upkeep.releaseSnapshots(message, clock.nowMs());
      // First the row, then the file: a death between them leaves a file that nobody names, which the next start
      // collects. And in the same turn, so that nobody stores the same bytes in between.
      await Promise.all(unnamed.map((sha256) => blobs.remove(sha256)));
      // Each is a commit, and a slow disk makes fifty of them a pause that a window would show.
      await clock.sleep(0, signal);
    }
    if (messages.length < MESSAGES_AT_ONCE) return;
  }
}
