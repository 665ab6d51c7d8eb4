/** How long a mail can still come back: Exchange gives up after a day, others after up to five; most within minutes. */
export const WATCH_MS = 3 * 24 * 60 * 60_000;

/** In units of the first wait, counted from the last send: 1, 5 and 30 minutes, then every hour. */
const marks = [1, 5, 30] as const;
const STEADY = 60;

/** When the Inbox is looked at next; null once nothing can come back any more. */
export function nextLookMs(lastSentMs: number, nowMs: number, firstLookMs: number): number | null {
  const ageMs = nowMs - lastSentMs;
  if (ageMs > WATCH_MS) return null;
  const mark = marks.find((units) => units * firstLookMs > ageMs);
  return mark === undefined ? nowMs + STEADY * firstLookMs : lastSentMs + mark * firstLookMs;
}
