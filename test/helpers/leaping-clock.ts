import type { Clock } from '../../main/core/ports/time.ts';

/** Time that leaps over every sleep at once and remembers how long each was. */
export interface LeapingClock extends Clock {
  readonly sleptMs: readonly number[];
  advance(byMs: number): void;
}

export function leapingClock(startMs = 1_000_000): LeapingClock {
  let nowMs = startMs;
  const sleptMs: number[] = [];
  return {
    sleptMs,
    nowMs: () => nowMs,
    sleep(delayMs, signal) {
      if (signal?.aborted !== true) {
        sleptMs.push(delayMs);
        nowMs += delayMs;
      }
      return Promise.resolve();
    },
    advance(byMs) {
      nowMs += byMs;
    },
  };
}
