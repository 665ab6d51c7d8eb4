import { giveToHuman } from '../core/outbox/command-message.ts';
import { nextWait } from '../core/outbox/next-wait.ts';
import { ADVANCE_KIND, outboxJobPayload } from '../core/outbox/outbox-jobs.ts';
import { unsentSteps } from '../core/outbox/outbox-record.ts';
import { cancelSource, type CancelSource } from '../core/jobs/cancel-source.ts';
import { runWorker, type Worker, type WorkerDeps } from '../core/jobs/run-worker.ts';
import type { WorkerEvent } from '../core/jobs/worker-events.ts';
import type { JobStore } from '../core/ports/job-store.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { Clock } from '../core/ports/time.ts';
import { reconcileOutbox } from './reconcile-outbox.ts';

/** Doubled with each failure that follows, up to the longest. */
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** A worker that stood so long has overcome what made earlier ones fail. */
const STEADY_MS = 5 * 60_000;

/**
 * The worker that runs while the engine is open, started by whoever wants work done. When its store fails, as on a full
 * disk, a new one is started after a while, until one stands.
 */
export interface EngineWorker {
  /** Starting it again wakes it; after a failure the next try is made at once. */
  start(): void;
  /** The last one, also when it failed: whoever awaits its end learns why. */
  standing(): Worker | null;
  /** Null unless it failed. */
  triesAgainAtMs(): number | null;
  wake(): void;
  stop(): Promise<void>;
  /** Tells whoever waits for work that it has stopped. Returns the way out. */
  onFailure(listener: (error: unknown) => void): () => void;
}

export function engineWorker(deps: WorkerDeps): EngineWorker {
  const { clock } = deps;
  const listeners = new Set<(error: unknown) => void>();
  let worker: Worker | null = null;
  let pause: { readonly untilMs: number; readonly end: CancelSource } | null = null;
  let nextPauseMs = FIRST_PAUSE_MS;
  let isClosed = false;

  function run(): void {
    const startedMs = clock.nowMs();
    worker = runWorker(deps);
    worker.finished.catch((error: unknown) => {
      if (clock.nowMs() - startedMs >= STEADY_MS) nextPauseMs = FIRST_PAUSE_MS;
      if (!isClosed) void tryAgainIn(nextPauseMs);
      nextPauseMs = Math.min(2 * nextPauseMs, LONGEST_PAUSE_MS);
      for (const listener of listeners) listener(error);
    });
  }

  async function tryAgainIn(delayMs: number): Promise<void> {
    const end = cancelSource();
    pause = { untilMs: clock.nowMs() + delayMs, end };
    await clock.sleep(delayMs, end.signal);
    if (!end.signal.aborted) endPause();
  }

  function endPause(): void {
    pause?.end.cancel();
    pause = null;
    run();
  }

  return {
    start() {
      if (isClosed) return;
      if (pause !== null) endPause();
      else if (worker === null) run();
      else worker.wake();
    },
    standing: () => worker,
    triesAgainAtMs: () => pause?.untilMs ?? null,
    wake: () => worker?.wake(),
    async stop() {
      isClosed = true;
      pause?.end.cancel();
      pause = null;
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
