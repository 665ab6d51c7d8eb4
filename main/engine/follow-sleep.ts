import { type CancelSource, cancelSource } from '../core/jobs/cancel-source.ts';
import type { Clock } from '../core/ports/time.ts';
import { watchClock } from './watch-clock.ts';

interface SleepParts {
  readonly clock: Clock;
  /** Asks the service; true when anything answers. */
  readonly probe: () => Promise<boolean>;
  /** What waited for the network is done now. */
  readonly goOn: () => void;
}

/**
 * Networks need some seconds after sleep.
 * @testexport
 */
export const WAKE_GRACE_MS = 8_000;

/**
 * After the machine has slept, which every host sees by its clock: a wait, one however often it leaps; then a question
 * to the service; and only then the work that waited for a connection. A service that does not answer is knocked at
 * like any that went away. Returns the way out.
 */
export function followSleep({ clock, probe, goOn }: SleepParts): () => void {
  let grace: CancelSource | null = null;

  async function wake(): Promise<void> {
    grace?.cancel();
    const own = cancelSource();
    grace = own;
    await clock.sleep(WAKE_GRACE_MS, own.signal);
    if (!own.signal.aborted && (await probe()) && !own.signal.aborted) goOn();
  }

  const leave = watchClock(clock, () => void wake());
  return () => {
    leave();
    grace?.cancel();
  };
}
