import { giveToHuman } from '../core/outbox/command-message.ts';
import { nextWait } from '../core/outbox/next-wait.ts';
import { ADVANCE_KIND, outboxJobPayload } from '../core/outbox/outbox-jobs.ts';
import { unsentSteps } from '../core/outbox/outbox-record.ts';
import { runWorker, type Worker, type WorkerDeps } from '../core/jobs/run-worker.ts';
import type { WorkerEvent } from '../core/jobs/worker-events.ts';
import type { JobStore } from '../core/ports/job-store.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { Clock } from '../core/ports/time.ts';
import { reconcileOutbox } from './reconcile-outbox.ts';

/** The worker that runs while the engine is open, started by whoever wants work done. Starting it again wakes it. */
export interface EngineWorker {
  /** Also starts a new one after a failure, such as a full disk. */
  start(): void;
  standing(): Worker | null;
  wake(): void;
  stop(): Promise<void>;
  /** Tells whoever waits for work that it has stopped. Returns the way out. */
  onFailure(listener: (error: unknown) => void): () => void;
}

export function engineWorker(deps: WorkerDeps): EngineWorker {
  const listeners = new Set<(error: unknown) => void>();
  let worker: Worker | null = null;
  let hasFailed = false;
  return {
    start() {
      if (worker !== null && !hasFailed) return worker.wake();
      hasFailed = false;
      worker = runWorker(deps);
      worker.finished.catch((error: unknown) => {
        hasFailed = true;
        for (const listener of listeners) listener(error);
      });
    },
    standing: () => worker,
    wake: () => worker?.wake(),
    async stop() {
      await worker?.stop();
    },
    onFailure(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Keeps the messages' own rows in step with what the queue decided about their jobs. */
export function observeOutboxJobs(store: OutboxStore, jobs: JobStore, clock: Clock): (event: WorkerEvent) => void {
  return (event) => {
    const nowMs = clock.nowMs();
    switch (event.kind) {
      case 'claimed':
      case 'leaseLost':
      case 'crashed':
        return;
      case 'reaped':
        if (event.buried > 0) reconcileOutbox(store, jobs, nowMs);
        return;
      case 'finished': {
        const payload = outboxJobPayload.safeParse(event.job.payload);
        if (event.job.kind !== ADVANCE_KIND || !payload.success || event.ack !== 'accepted') return;
        const { outboxId } = payload.data;
        if (event.decision.kind === 'bury') giveToHuman(store, outboxId, nowMs);
        if (event.decision.kind === 'release' && event.decision.counted) {
          const wait = nextWait(store.get(outboxId)?.wait ?? null, 'retry', event.decision.runAtMs);
          store.change(outboxId, { from: unsentSteps }, { wait }, null, nowMs);
        }
        return;
      }
    }
  };
}
