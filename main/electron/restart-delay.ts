const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** How long to wait before the engine is started again after it died `deaths` times in a row, at least once. */
export function restartDelayMs(deaths: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (deaths - 1));
}

/** An engine that ran this long was healthy: its death is the first of a new row. */
export const HEALTHY_AFTER_MS = 60_000;
