import type { Clock } from '../ports/time.ts';

/** What many jobs wait for together: the network, the service's pace, room on the disk. */
export interface Scouts {
  /**
   * It is still missing. One job looks again at `lookAtMs`; the others sleep, so that a hundred thousand of them cost
   * nothing meanwhile. Returns until when the job that asks is to wait.
   */
  missing(what: string, lookAtMs: number): number;
  /** It is there. True once after it was missing: whoever sleeps is to be woken. */
  found(what: string): boolean;
  /** How many times in a row somebody looked in vain. */
  looks(what: string): number;
}

/** Should the one that looks never come back, the next does after this. */
const SLEEP_MS = 4 * 60_000;

/** In memory alone: after a restart the first job that meets what is missing looks for all. */
export function createScouts(clock: Pick<Clock, 'nowMs'>): Scouts {
  const scouting = new Map<string, { lookAtMs: number; looks: number }>();
  return {
    missing(what, lookAtMs) {
      const nowMs = clock.nowMs();
      const known = scouting.get(what);
      if (known !== undefined && known.lookAtMs > nowMs) return Math.max(known.lookAtMs, nowMs + SLEEP_MS);
      scouting.set(what, { lookAtMs, looks: (known?.looks ?? 0) + 1 });
      return lookAtMs;
    },
    found: (what) => scouting.delete(what),
    looks: (what) => scouting.get(what)?.looks ?? 0,
  };
}
