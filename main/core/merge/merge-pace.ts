/** So many parts one request to the service may have. */
const MOST_AT_ONCE = 20;
const MINUTE_MS = 60_000;

export interface MergePace {
  /** So many messages are handed over together, so that they can travel together. */
  readonly atOnce: number;
  readonly everyMs: number;
}

/**
 * Half of a minute's messages at a time, in even steps: no window of a minute then holds more than the limit, and
 * other mail from the same mailbox finds room in between.
 */
export function paceOf(perMinute: number): MergePace {
  const atOnce = Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(perMinute / 2)));
  return { atOnce, everyMs: Math.ceil(MINUTE_MS / Math.floor(perMinute / atOnce)) };
}

/** How long it takes until the last of so many messages is handed over. */
export function takesMs(messages: number, perMinute: number): number {
  const { atOnce, everyMs } = paceOf(perMinute);
  return Math.ceil(Math.max(0, Math.ceil(messages / atOnce) - 1) * everyMs);
}
