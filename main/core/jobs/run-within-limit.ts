import type { Clock } from '../ports/time.ts';
import { cancelSource, type CancelSource } from './cancel-source.ts';

export type Limited<T> =
  | { readonly kind: 'ended'; readonly value: T }
  /** Ended after somebody else had told it to stop. */
  | { readonly kind: 'stopped'; readonly value: T }
  /** Took too long, was told to stop, and did not. It may still be going on: its late effects must be refused. */
  | { readonly kind: 'abandoned' };

/** Waits for work, tells it to stop when `expireMs` are over, and waits no longer than `graceMs` after that. */
export async function runWithinLimit<T>(
  work: Promise<T>,
  stop: CancelSource,
  limits: { readonly expireMs: number; readonly graceMs: number },
  clock: Clock,
): Promise<Limited<T>> {
  const over = cancelSource();
  const after = async (delayMs: number) => {
    await clock.sleep(delayMs, over.signal);
    return null;
  };
  const settled = work.then((value) => ({ value }));
  try {
    const inTime = await Promise.race([settled, after(limits.expireMs)]);
    if (inTime !== null) return { kind: stop.signal.aborted ? 'stopped' : 'ended', value: inTime.value };
    stop.cancel();
    const late = await Promise.race([settled, after(limits.graceMs)]);
    return late === null ? { kind: 'abandoned' } : { kind: 'ended', value: late.value };
  } finally {
    over.cancel();
  }
}
