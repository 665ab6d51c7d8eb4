import { z } from 'zod';
import type { WriteDb } from '../adapters/sqlite/connection.ts';
import { sqliteOutboxUpkeep } from '../adapters/sqlite/outbox/outbox-upkeep.ts';
import { type JobKind, standardBackoffCapMs, standardLimits } from '../core/jobs/job-kinds.ts';
import { DAY_MS, TIDY_OUTBOX_KEY, TIDY_OUTBOX_KIND, tidyOutbox, tidyOutboxJob } from '../core/outbox/tidy-outbox.ts';
import type { BlobStore } from '../core/ports/blob-store.ts';
import type { JobStore } from '../core/ports/job-store.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { Clock } from '../core/ports/time.ts';

interface OutboxUpkeepParts {
  readonly db: WriteDb;
  readonly outbox: OutboxStore;
  readonly jobs: JobStore;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** How long snapshots stay may change meanwhile. */
  readonly settings: { readonly snapshotRetentionDays: number; readonly retryBaseMs: number };
  /** Something was enqueued or woken. */
  readonly wake: () => void;
}

/** Tidies up after sending: at each start, every day, and after each mail where its files are not to stay at all. */
export function outboxUpkeep(parts: OutboxUpkeepParts): JobKind<unknown> {
  const { db, outbox, jobs, blobs, clock, settings, wake } = parts;
  const upkeep = sqliteOutboxUpkeep(db, outbox);

  function tidySoon(): void {
    const nowMs = clock.nowMs();
    if (!jobs.wake(TIDY_OUTBOX_KEY, nowMs)) jobs.enqueue(tidyOutboxJob(nowMs), nowMs);
    wake();
  }

  tidySoon();
  outbox.onChange(({ step }) => {
    if (step === 'sent' && settings.snapshotRetentionDays === 0) tidySoon();
  });

  return {
    ...standardLimits,
    kind: TIDY_OUTBOX_KIND,
    lane: 'upkeep',
    payload: z.unknown(),
    payloadVersion: 1,
    retry: { baseMs: settings.retryBaseMs, capMs: standardBackoffCapMs },
    // It may be killed at any instant, as often as it likes.
    maxStalls: 100,
    run(_payload, { signal }) {
      const retentionMs = settings.snapshotRetentionDays * DAY_MS;
      return tidyOutbox({ upkeep, blobs, clock, retentionMs }, signal);
    },
  };
}
