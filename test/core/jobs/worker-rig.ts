import { z } from 'zod';
import { sqliteJobStore } from '../../../main/adapters/sqlite/job-store.ts';
import { type AnyJobKind, type JobKind, type JobRun, standardLimits } from '../../../main/core/jobs/job-kinds.ts';
import { type IdleHorizon, runWorker, standardSlots, type Worker } from '../../../main/core/jobs/run-worker.ts';
import type { WorkerEvent } from '../../../main/core/jobs/worker-events.ts';
import type { JobOutcome, JobStore } from '../../../main/core/ports/job-store.ts';
import { openTestDatabase } from '../../helpers/open-test-database.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';
import { createVirtualClock, type VirtualClock } from '../../helpers/virtual-clock.ts';

export const GRACE_MS = 10_000;

type Payload = { readonly step: string };
type Run = (payload: Payload, run: JobRun) => Promise<JobOutcome>;

export interface WorkerRig {
  readonly clock: VirtualClock;
  readonly store: JobStore;
  readonly events: readonly WorkerEvent[];
  /** A worker that knows the kind `sample` and runs it so. */
  readonly work: (run: Run, parts?: Partial<AnyJobKind>, horizon?: IdleHorizon) => Worker;
}

/** A real store and a real worker; only the clock and the work itself are the test's. */
export function createWorkerRig(breaks: (store: JobStore) => Partial<JobStore> = () => ({})): WorkerRig {
  const clock = createVirtualClock(0);
  const right = sqliteJobStore(openTestDatabase());
  const store = { ...right, ...breaks(right) };
  const events: WorkerEvent[] = [];
  const observe = (event: WorkerEvent) => void events.push(event);
  return {
    clock,
    store,
    events,
    work(run, parts = {}, horizon?) {
      const sample: JobKind<Payload> = {
        ...standardLimits,
        kind: 'sample',
        lane: 'ingest',
        payload: z.strictObject({ step: z.string() }),
        payloadVersion: 1,
        retry: { baseMs: 2_000, capMs: 3_600_000 },
        run,
      };
      const kinds = [{ ...sample, ...parts }];
      const deps = { store, clock, random: seededRandom(3), kinds, slots: standardSlots, graceMs: GRACE_MS, observe };
      return runWorker(deps, horizon);
    },
  };
}

export const done = (): Promise<JobOutcome> => Promise.resolve({ kind: 'done' });

/** Resolves when the signal aborts. */
export function aborted({ signal }: JobRun): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
}

export const forever = (): Promise<never> => new Promise(() => undefined);
