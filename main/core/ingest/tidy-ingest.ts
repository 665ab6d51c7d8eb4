import { upkeepJob } from '../jobs/upkeep-job.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { IngestStore, JobFor } from '../ports/ingest-store.ts';
import type { JobOutcome, NewJob } from '../ports/job-store.ts';
import type { CancelSignal, Clock } from '../ports/time.ts';

export const TIDY_KIND = 'ingest.tidy';
export const TIDY_KEY = 'ingest:tidy';

const EVERY_MS = 6 * 60 * 60_000;
const KEEP_JOBS_MS = 7 * 24 * 60 * 60_000;
const BATCH = 500;
/** The newest files are those that a death or a power cut can have harmed. */
const LOOKED_AT = 20_000;

export interface TidyDeps {
  readonly store: IngestStore;
  readonly blobs: Pick<BlobStore, 'has'>;
  readonly clock: Clock;
  readonly jobFor: JobFor;
  /** A promise was broken: rows named bytes that are not there. Says how many are fetched again. */
  readonly alarm: (files: number) => void;
}

export function tidyJob(nowMs: number): NewJob {
  return upkeepJob(TIDY_KIND, TIDY_KEY, 'Tidy up what was collected', nowMs);
}

/** Forgets finished jobs of ingest after a week, and proves that the newest files are where their rows say. */
export async function tidyIngest(deps: TidyDeps, signal: CancelSignal): Promise<JobOutcome> {
  const { store, blobs, clock, jobFor, alarm } = deps;
  while (!signal.aborted && store.pruneJobs(clock.nowMs() - KEEP_JOBS_MS, BATCH) === BATCH)
    await clock.sleep(0, signal);
  for (const sha256 of store.newestBlobs(LOOKED_AT)) {
    if (signal.aborted) return { kind: 'waitFor', untilMs: clock.nowMs(), because: 'stopping' };
    if (await blobs.has(sha256)) continue;
    alarm(store.loseBlob(sha256, jobFor, clock.nowMs()));
  }
  return { kind: 'waitFor', untilMs: clock.nowMs() + EVERY_MS, because: 'poll' };
}
