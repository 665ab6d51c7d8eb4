const DAY_MS = 24 * 60 * 60_000;
/**
 * How long a mail can come back: Exchange gives up after a day, others after up to five, nearly all within minutes.
 * @testexport
 */
export const WATCH_MS = 3 * DAY_MS;

/** In units of the first wait, counted from the last send: 1, 5 and 30 minutes, then every hour. */
const marks = [1, 5, 30] as const;
const STEADY = 60;

export type LookVerdict =
  | { readonly kind: 'look' }
  | { readonly kind: 'wait'; readonly untilMs: number }
  /** It was looked at after everything that can come back would have. */
  | { readonly kind: 'over' };

/** Whether the Inbox is looked at now. A machine that was off meanwhile makes up for it with one look. */
export function decideLook(lastSentMs: number, lookedAtMs: number | null, nowMs: number, firstMs: number): LookVerdict {
  const endMs = lastSentMs + WATCH_MS;
  if (lookedAtMs !== null && lookedAtMs >= endMs) return { kind: 'over' };
  const sinceMs = Math.max(lookedAtMs ?? lastSentMs, lastSentMs);
  const mark = marks.find((units) => lastSentMs + units * firstMs > sinceMs);
  const nextMs = mark === undefined ? sinceMs + STEADY * firstMs : lastSentMs + mark * firstMs;
  const dueMs = Math.min(nextMs, endMs);
  return dueMs <= nowMs ? { kind: 'look' } : { kind: 'wait', untilMs: dueMs };
}
