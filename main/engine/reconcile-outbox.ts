import { giveToHuman } from '../core/outbox/command-message.ts';
import { ADVANCE_KIND, advanceJob, outboxJobPayload } from '../core/outbox/outbox-jobs.ts';
import { type OutboxRecord, restingSteps, type Step, steps } from '../core/outbox/outbox-record.ts';
import type { Job, JobStore } from '../core/ports/job-store.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';

const movingSteps = steps.filter((step) => !(restingSteps as readonly Step[]).includes(step));

/**
 * Every message that is not at rest has a job, or a person to decide. Both are written together, so this finds
 * something only after a job died as poison, or was cleared away by hand.
 */
export function reconcileOutbox(store: OutboxStore, jobs: JobStore, nowMs: number): void {
  const live = idsOf(jobs.list({ states: ['waiting', 'ready', 'leased', 'parked'], kinds: [ADVANCE_KIND] }));
  const orphans = store.list({ steps: movingSteps }).filter((record) => !live.has(record.id) && isDue(record));
  if (orphans.length === 0) return;
  const dead = jobs.list({ states: ['dead'], kinds: [ADVANCE_KIND] }).filter((job) => job.replayedBy === null);
  for (const record of orphans) {
    const death = dead.find((job) => idsOf([job]).has(record.id) && (job.diedAtMs ?? 0) >= record.createdAtMs);
    if (death === undefined) jobs.enqueue(advanceJob(record, nowMs), nowMs);
    else giveToHuman(store, record.id, nowMs);
  }
}

function isDue(record: OutboxRecord): boolean {
  return record.submittedAtMs !== null && record.pausedAtMs === null;
}

function idsOf(jobs: readonly Job[]): ReadonlySet<string> {
  return new Set(
    jobs.flatMap((job) => {
      const payload = outboxJobPayload.safeParse(job.payload);
      return payload.success ? [payload.data.outboxId] : [];
    }),
  );
}
