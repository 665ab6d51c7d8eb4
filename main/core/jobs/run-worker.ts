import { type JobStore, type Lane, lanes, type Lease } from '../ports/job-store.ts';
import type { Clock, Random } from '../ports/time.ts';
import { cancelSource, type CancelSource } from './cancel-source.ts';
import type { AnyJobKind } from './job-kinds.ts';
import { runJob } from './run-job.ts';
import type { WorkerEvent } from './worker-events.ts';

export interface WorkerDeps {
  readonly store: JobStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly kinds: readonly AnyJobKind[];
  /** How many jobs of each lane run at once. */
  readonly slots: Readonly<Record<Lane, number>>;
  /** How long a run may take to reach a safe point once it was told to stop. */
  readonly graceMs: number;
  readonly observe: (event: WorkerEvent) => void;
}

export const standardSlots: WorkerDeps['slots'] = {
  interactive: 2,
  small: 2,
  large: 2,
  merge: 20,
  ingest: 3,
  upkeep: 1,
};

/** Makes a worker end by itself once nothing runs, nothing can be claimed, and nothing comes due in time. */
export interface IdleHorizon {
  /** The latest moment that is worth waiting for. */
  untilMs(nowMs: number): number;
  /** Jobs that wait for one of these reasons (held, scheduled, paused) are not waited for. */
  readonly ignoring: readonly string[];
}

export interface Worker {
  /** Something was enqueued or woken. */
  wake(): void;
  /** Tells the running jobs to reach a safe point, and waits for them no longer than the grace time. */
  stop(): Promise<void>;
  /** Settles when the worker has ended. Rejects when the store failed: nothing more is claimed then. */
  readonly finished: Promise<void>;
}

interface Running {
  readonly lease: Lease;
  readonly leaseMs: number;
  readonly stop: CancelSource;
  readonly ended: Promise<void>;
}

/** Claims jobs and runs them in their lanes until it is stopped, or idle where a horizon says so. */
export function runWorker(deps: WorkerDeps, horizon?: IdleHorizon): Worker {
  const { store, clock, observe } = deps;
  const kinds = new Map(deps.kinds.map((kind) => [kind.kind, kind]));
  const leaseMsByKind = Object.fromEntries(deps.kinds.map((kind) => [kind.kind, kind.leaseMs]));
  const maxStallsByKind = Object.fromEntries(deps.kinds.map((kind) => [kind.kind, kind.maxStalls]));
  const beatMs = Math.floor(Math.min(...deps.kinds.map((kind) => kind.leaseMs)) / 3);
  const running = new Set<Running>();
  const stopping = cancelSource();
  let nap = cancelSource();
  let failure: { readonly error: unknown } | null = null;
  let nextBeatMs = clock.nowMs();

  function end(): void {
    stopping.cancel();
    nap.cancel();
  }

  function start(lease: Lease, kind: AnyJobKind): void {
    observe({ kind: 'claimed', job: lease.job, waitedMs: clock.nowMs() - lease.job.runAtMs });
    const stop = cancelSource();
    const ended = runJob(lease, kind, stop, deps)
      .catch((error: unknown) => {
        failure ??= { error };
        end();
      })
      .finally(() => {
        running.delete(run);
        nap.cancel();
      });
    const run: Running = { lease, leaseMs: kind.leaseMs, stop, ended };
    running.add(run);
  }

  function freeLanes(): readonly Lane[] {
    return lanes.filter((lane) => {
      const busy = [...running].filter((run) => run.lease.job.lane === lane).length;
      return busy < deps.slots[lane];
    });
  }

  function fillSlots(): void {
    for (let free = freeLanes(); free.length > 0; free = freeLanes()) {
      const lease = store.claim({ lanes: free, leaseMsByKind, nowMs: clock.nowMs() });
      const kind = lease === null ? undefined : kinds.get(lease.job.kind);
      if (lease === null || kind === undefined) return;
      start(lease, kind);
    }
  }

  /** Our own leases first: after a sleep of the machine they all look expired, and their runs are still alive. */
  function beat(): void {
    const nowMs = clock.nowMs();
    // A wall clock that was set back must not silence us until it has caught up.
    nextBeatMs = Math.min(nextBeatMs, nowMs + beatMs);
    if (nowMs < nextBeatMs) return;
    nextBeatMs = nowMs + beatMs;
    for (const { lease, leaseMs, stop } of running) {
      if (stop.signal.aborted || store.heartbeat(lease, nowMs + leaseMs)) continue;
      stop.cancel();
      observe({ kind: 'leaseLost', job: lease.job });
    }
    const reaped = store.reap(nowMs, maxStallsByKind);
    if (reaped.returned + reaped.buried > 0) observe({ kind: 'reaped', ...reaped });
  }

  /** Null when there is nothing left to wait for. */
  function napMs(): number | null {
    const nowMs = clock.nowMs();
    if (horizon !== undefined && running.size === 0) {
      const dueMs = store.nextDueMs(horizon.ignoring);
      if (dueMs === null || dueMs > horizon.untilMs(nowMs)) return null;
    }
    // With every lane full, what comes due waits for a run to end.
    const dueMs = freeLanes().length > 0 ? store.nextDueMs() : null;
    return Math.max(0, Math.min(nextBeatMs, dueMs ?? nextBeatMs) - nowMs);
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      // Made before looking, so that a wake-up that comes while we look ends the nap at once.
      nap = cancelSource();
      beat();
      fillSlots();
      const delayMs = napMs();
      if (delayMs === null) return;
      await clock.sleep(delayMs, nap.signal);
    }
  }

  async function runToEnd(): Promise<void> {
    try {
      await loop();
    } catch (error) {
      failure ??= { error };
    }
    for (const { stop } of running) stop.cancel();
    const over = cancelSource();
    await Promise.race([Promise.all([...running].map((run) => run.ended)), clock.sleep(deps.graceMs, over.signal)]);
    over.cancel();
    if (failure !== null) throw failure.error;
  }

  const finished = runToEnd();
  // A failure waits here for whoever awaits `finished`; until then it is not unhandled.
  finished.catch(() => undefined);
  return {
    wake: () => nap.cancel(),
    async stop() {
      end();
      await finished.catch(() => undefined);
    },
    finished,
  };
}
