import type { JobId } from '../../contract/ids.ts';
import type { WriteDb } from '../adapters/sqlite/connection.ts';
import { inTransaction } from '../adapters/sqlite/in-transaction.ts';
import { sqliteJobIndex } from '../adapters/sqlite/jobs/job-index.ts';
import { forgetOutcomes } from '../adapters/sqlite/jobs/job-outcome.ts';
import { sqliteReplayStore } from '../adapters/sqlite/replay/replay-store.ts';
import type { AnyJobKind } from '../core/jobs/job-kinds.ts';
import { proveUnsent, type SendProof } from '../core/jobs/prove-unsent.ts';
import { tidyJobs, TIDY_JOBS_KEY, tidyJobsJob } from '../core/jobs/tidy-jobs.ts';
import type { Settings } from '../core/policy/settings.ts';
import type { AuditLog } from '../core/ports/audit-log.ts';
import type { JobIndex } from '../core/ports/job-index.ts';
import type { JobStore } from '../core/ports/job-store.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { ReplayStore } from '../core/ports/replay-store.ts';
import type { Clock } from '../core/ports/time.ts';
import { replayKind, tidyJobsKind } from './replay-kind.ts';

/** What people ask of the queue and do about it, as the engine runs it. */
export interface JobsEngine {
  readonly jobIndex: JobIndex;
  readonly replays: ReplayStore;
  /** Of the message that a job sends. */
  proofOf(id: JobId): SendProof;
  /** Everything that is done in it is on disk together, or none of it. */
  transact<T>(work: () => T): T;
  readonly kinds: readonly AnyJobKind[];
}

interface JobsParts {
  readonly db: WriteDb;
  readonly jobs: JobStore;
  readonly outbox: OutboxStore;
  readonly audit: AuditLog;
  readonly settings: Pick<Settings, 'retryBaseMs' | 'auditRetentionDays' | 'auditMaxEntries'>;
  readonly clock: Clock;
}

export function openJobs({ db, jobs, outbox, audit, settings, clock }: JobsParts): JobsEngine {
  const jobIndex = sqliteJobIndex(db);
  const replays = sqliteReplayStore(db);
  // Wrapped, because nothing generic can be seen to be no promise.
  const transact = <T>(work: () => T): T => inTransaction(db, () => ({ value: work() })).value;
  const advance = { replays, jobs, index: jobIndex, outbox, audit, transact };
  const tidy = () =>
    tidyJobs({ audit, replays, forgetOutcomes: (nowMs) => forgetOutcomes(db, nowMs), settings, clock });
  const nowMs = clock.nowMs();
  if (!jobs.wake(TIDY_JOBS_KEY, nowMs)) jobs.enqueue(tidyJobsJob(nowMs), nowMs);
  return {
    jobIndex,
    replays,
    transact,
    proofOf(id) {
      const outboxId = jobIndex.find(id)?.outboxId ?? null;
      return proveUnsent(outboxId === null ? null : outbox.get(outboxId));
    },
    kinds: [replayKind(advance, clock, settings.retryBaseMs), tidyJobsKind(tidy, settings.retryBaseMs)],
  };
}
