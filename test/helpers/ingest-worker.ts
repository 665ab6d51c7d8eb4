import { ingestKinds } from '../../main/engine/ingest-kinds.ts';
import { cancelSource } from '../../main/core/jobs/cancel-source.ts';
import { runJob } from '../../main/core/jobs/run-job.ts';
import { createDiskRoom } from '../../main/core/ingest/disk-room.ts';
import { messageJob, syncJob, syncKey } from '../../main/core/ingest/ingest-jobs.ts';
import type { IngestStore, JobFor } from '../../main/core/ports/ingest-store.ts';
import type { ingestRig } from './ingest-rig.ts';
import { inbox, sampleMailbox } from './ingest-store-rig.ts';
import { Died, type Life, mortal } from './mortal.ts';
import { seededRandom } from './seeded-random.ts';

type Rig = ReturnType<typeof ingestRig>;

/** A mistake in the order of things, to prove that a test would notice it. */
export type PlantedBug = (store: IngestStore, rig: Rig) => IngestStore;

const withoutBug: PlantedBug = (store) => store;

const random = seededRandom(7);
const jobFor: JobFor = (account, messageId) =>
  messageJob({ account, messageId, subscriptionId: null }, 60, random.uuid(), 0);

/** Runs what is due, and leaps to what comes due before the next look, until nothing is left or the process dies. */
export async function workUntilIdle(rig: Rig, life: Life, plant: PlantedBug = withoutBug): Promise<void> {
  const jobs = mortal(rig.jobs(), life);
  const store = plant(mortal(rig.store(), life), rig);
  const room = createDiskRoom({
    disk: { freeBytes: () => Promise.resolve(10) },
    floorBytes: 0,
    quotaBytes: 0,
    storedBytes: () => 0,
  });
  const deps = { ...rig.deps(), store, room, reader: mortal(rig.mailbox.reader, life) };
  const blobs = { has: () => Promise.resolve(true) };
  const kinds = ingestKinds(deps, { store, blobs, clock: rig.clock, jobFor, alarm: nothing });
  const leaseMsByKind = Object.fromEntries(kinds.map(({ kind }) => [kind, 60_000]));
  try {
    for (;;) {
      const lease = jobs.claim({ lanes: ['ingest'], leaseMsByKind, nowMs: rig.world.nowMs });
      const kind = kinds.find((one) => one.kind === lease?.job.kind);
      if (lease !== null && kind !== undefined) {
        await runJob(lease, kind, cancelSource(), {
          store: jobs,
          clock: rig.clock,
          random,
          graceMs: 1,
          observe: nothing,
        });
        continue;
      }
      const dueMs = jobs.nextDueMs(['poll']);
      if (dueMs === null) return;
      rig.world.nowMs = Math.max(rig.world.nowMs, dueMs);
    }
  } catch (error) {
    if (!(error instanceof Died)) throw error;
  }
}

function nothing(): void {
  // Nobody listens.
}

/** What the engine does with the data folder when it opens it. */
export function recoverIngest(rig: Rig): void {
  const { nowMs } = rig.world;
  rig.jobs().reap(nowMs, {});
  rig.store().recover(jobFor, nowMs);
  if (!rig.jobs().wake(syncKey(sampleMailbox, inbox), nowMs)) {
    rig.jobs().enqueue(syncJob(sampleMailbox, inbox, nowMs), nowMs);
  }
}
