import type { JobStore } from '../core/ports/job-store.ts';

/** Tells whoever shows jobs that some of them changed. */
export interface JobWatch {
  /** The same store; each change through it is told. */
  readonly store: JobStore;
  /** Grows with each change. */
  version(): number;
  /** What is shown of jobs changed by another way than the store. */
  changed(): void;
  onChange(listener: () => void): () => void;
}

/** `firstVersion` must differ from start to start, or a window that saw an earlier one would take news for old. */
export function watchJobs(store: JobStore, firstVersion: number): JobWatch {
  const listeners = new Set<() => void>();
  let version = firstVersion;
  const changed = (): void => {
    version += 1;
    for (const listener of listeners) listener();
  };
  /** After it was done: whoever looks then sees it. */
  const told = <Result>(result: Result): Result => {
    changed();
    return result;
  };
  return {
    store: {
      ...store,
      enqueue: (job, nowMs) => told(store.enqueue(job, nowMs)),
      complete: (lease, nowMs) => told(store.complete(lease, nowMs)),
      release: (lease, terms, nowMs) => told(store.release(lease, terms, nowMs)),
      bury: (lease, death, nowMs) => told(store.bury(lease, death, nowMs)),
      wake: (dedupeKey, nowMs) => told(store.wake(dedupeKey, nowMs)),
      wakeAll: (mailbox, because, nowMs) => told(store.wakeAll(mailbox, because, nowMs)),
      place: (dedupeKey, place) => told(store.place(dedupeKey, place)),
      cancel: (id, nowMs) => told(store.cancel(id, nowMs)),
      park: (id, nowMs) => told(store.park(id, nowMs)),
      unpark: (id, nowMs) => told(store.unpark(id, nowMs)),
      replay: (id, nowMs, as) => told(store.replay(id, nowMs, as)),
      discard: (id, by, nowMs) => told(store.discard(id, by, nowMs)),
      claim(request) {
        const lease = store.claim(request);
        if (lease !== null) changed();
        return lease;
      },
      reap(nowMs, maxStallsByKind) {
        const reaped = store.reap(nowMs, maxStallsByKind);
        if (reaped.returned + reaped.buried > 0) changed();
        return reaped;
      },
    },
    version: () => version,
    changed,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
