import { cancelSource } from '../core/jobs/cancel-source.ts';
import type { Clock } from '../core/ports/time.ts';

const LOOK_MS = 15_000;
const TOLERANCE_MS = 10_000;

/**
 * Tells when the wall clock has leapt: the machine slept, or somebody set the time. What waits for a moment may then be
 * overdue, or far too early. Returns the way out.
 */
export function watchClock(clock: Clock, onLeap: () => void): () => void {
  const leaving = cancelSource();
  const watch = async (): Promise<void> => {
    for (let lastMs = clock.nowMs(); ; lastMs = clock.nowMs()) {
      await clock.sleep(LOOK_MS, leaving.signal);
      if (leaving.signal.aborted) return;
      if (Math.abs(clock.nowMs() - lastMs - LOOK_MS) > TOLERANCE_MS) onLeap();
    }
  };
  void watch();
  return () => leaving.cancel();
}
