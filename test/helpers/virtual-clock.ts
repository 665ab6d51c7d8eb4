import type { CancelSignal, Clock } from '../../main/core/ports/time.ts';

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** Time that moves only when nothing is left to do now, from one sleeper to the next. */
export interface VirtualClock extends Clock {
  /** Lets everything happen that comes due up to this moment. */
  runUntil(endMs: number): Promise<void>;
  /** Sets the wall clock as a person would, without any time passing for the sleepers. */
  shiftMs(byMs: number): void;
}

export function createVirtualClock(startMs: number): VirtualClock {
  let elapsedMs = startMs;
  let shiftedMs = 0;
  let sleepers: Sleeper[] = [];

  function sleep(delayMs: number, signal?: CancelSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const sleeper = { atMs: elapsedMs + Math.max(0, delayMs), wake };
    function wake(): void {
      signal?.removeEventListener('abort', abort);
      resolve();
    }
    function abort(): void {
      sleepers = sleepers.filter((other) => other !== sleeper);
      wake();
    }
    signal?.addEventListener('abort', abort, { once: true });
    sleepers.splice(sleepers.findLastIndex((other) => other.atMs <= sleeper.atMs) + 1, 0, sleeper);
    return promise;
  }

  return {
    nowMs: () => elapsedMs + shiftedMs,
    sleep,
    shiftMs(byMs) {
      shiftedMs += byMs;
    },
    async runUntil(endMs) {
      for (;;) {
        await settle();
        const next = sleepers[0];
        if (next === undefined || next.atMs > endMs) break;
        sleepers.shift();
        elapsedMs = next.atMs;
        next.wake();
      }
      elapsedMs = Math.max(elapsedMs, endMs);
    },
  };
}

/** Promises settle in microtasks, all of which run before the next immediate. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
