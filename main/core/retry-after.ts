/** Longer waits than an hour are taken as an hour: asking again once an hour is harmless, trusting a typing error for a year is not. */
export const MAX_RETRY_AFTER_MS = 3_600_000;

const SECONDS = /^\d+(?:\.\d+)?$/;
/** The three forms of RFC 9110 §5.6.7: IMF-fixdate, RFC 850 and asctime. The last carries no zone and means UTC. */
const DATED_IN_GMT = /^[A-Z][a-z]+, \d{2}[ -][A-Z][a-z]{2}[ -](?:\d{2}|\d{4}) \d{2}:\d{2}:\d{2} GMT$/;
const DATED_BY_ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/**
 * A `Retry-After` header as a delay in milliseconds from now, at most an hour (row SM3). Seconds may be decimal: the
 * service does send `2.128`. A date in the past means now. Null when the header is missing or means nothing.
 */
export function parseRetryAfter(value: string | null, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  if (SECONDS.test(text)) return Math.min(Math.ceil(Number(text) * 1000), MAX_RETRY_AFTER_MS);
  const atMs = parseHttpDate(text);
  return Number.isNaN(atMs) ? null : Math.min(Math.max(0, atMs - nowMs), MAX_RETRY_AFTER_MS);
}

function parseHttpDate(text: string): number {
  if (DATED_IN_GMT.test(text)) return Date.parse(text);
  if (DATED_BY_ASCTIME.test(text)) return Date.parse(`${text} GMT`);
  return Number.NaN;
}
