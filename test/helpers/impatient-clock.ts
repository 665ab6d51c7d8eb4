import type { Clock } from '../../main/core/ports/time.ts';

const LONGEST_SLEEP_MS = 100;

/** Real time for a program that never sleeps long: what waits for minutes is tried again within moments. */
export function impatientClock(clock: Clock): Clock {
  return { ...clock, sleep: (delayMs, signal) => clock.sleep(Math.min(delayMs, LONGEST_SLEEP_MS), signal) };
}
