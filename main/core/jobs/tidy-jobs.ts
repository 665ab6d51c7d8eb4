import type { AuditLog } from '../ports/audit-log.ts';
import type { JobOutcome, NewJob } from '../ports/job-store.ts';
import type { ReplayStore } from '../ports/replay-store.ts';
import type { Clock } from '../ports/time.ts';
import { upkeepJob } from './upkeep-job.ts';

export const TIDY_JOBS_KIND = 'jobs.tidy';
export const TIDY_JOBS_KEY = 'tidy:jobs';

const DAY_MS = 86_400_000;
/** Ended replays stay as long as the outcomes of days do. */
const REPLAY_DAYS = 90;

interface TidyJobsDeps {
  readonly audit: Pick<AuditLog, 'cut'>;
  readonly replays: Pick<ReplayStore, 'prune'>;
  /** Days that are not shown any more. */
  readonly forgetOutcomes: (nowMs: number) => void;
  readonly settings: { readonly auditRetentionDays: number; readonly auditMaxEntries: number };
  readonly clock: Clock;
}

export function tidyJobsJob(nowMs: number): NewJob {
  return upkeepJob(TIDY_JOBS_KIND, TIDY_JOBS_KEY, 'Forget what is kept no longer about jobs', nowMs);
}

/** At each start and every day: keeps the audit log and the history of jobs within what they are to hold. */
export function tidyJobs({ audit, replays, forgetOutcomes, settings, clock }: TidyJobsDeps): JobOutcome {
  const nowMs = clock.nowMs();
  const { auditRetentionDays, auditMaxEntries } = settings;
  audit.cut({ beforeMs: nowMs - auditRetentionDays * DAY_MS, maxEntries: auditMaxEntries }, nowMs);
  replays.prune(nowMs - REPLAY_DAYS * DAY_MS);
  forgetOutcomes(nowMs);
  return { kind: 'waitFor', untilMs: nowMs + DAY_MS, because: 'poll' };
}
