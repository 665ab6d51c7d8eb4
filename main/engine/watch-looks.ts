import type { JobStore } from '../core/ports/job-store.ts';
import type { Clock } from '../core/ports/time.ts';

export interface LookWatch {
  /** To be handed to the worker. */
  readonly store: JobStore;
  /** When it last looked for work; null before it did, and after `forget`. */
  lastMs(): number | null;
  forget(): void;
}

/** Remembers when the worker last looked: it claims while it has a slot free, and reaps also when all are busy. */
export function watchLooks(store: JobStore, clock: Clock): LookWatch {
  let lastMs: number | null = null;
  const look = (): void => {
    lastMs = clock.nowMs();
  };
  return {
    store: {
      ...store,
      claim(request) {
        look();
        return store.claim(request);
      },
      reap(nowMs, maxStallsByKind) {
        look();
        return store.reap(nowMs, maxStallsByKind);
      },
    },
    lastMs: () => lastMs,
    forget: () => {
      lastMs = null;
    },
  };
}
