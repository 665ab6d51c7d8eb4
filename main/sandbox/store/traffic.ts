import type { Database } from 'better-sqlite3';

/** What a mailbox has used, in buckets of one second, so that a restart forgets nothing. */
export function countTraffic(
  db: Database,
  userId: string,
  use: { requests: number; uploadBytes: number },
  nowMs: number,
): void {
  const second = Math.floor(nowMs / 1000);
  db.prepare(
    `INSERT INTO traffic (user_id, second, requests, upload_bytes) VALUES (?, ?, ?, ?)
     ON CONFLICT (user_id, second) DO UPDATE SET requests = requests + excluded.requests,
       upload_bytes = upload_bytes + excluded.upload_bytes`,
  ).run(userId, second, use.requests, use.uploadBytes);
  if (use.requests > 0 && second % 60 === 0) db.prepare('DELETE FROM traffic WHERE second < ?').run(second - 600);
}

/**
 * When `wanted` more fits under `limit` in a sliding window, in UTC milliseconds: `nowMs` if it fits now.
 * What alone is larger than the limit fits once the window is empty.
 */
export function windowOpensAtMs(
  db: Database,
  userId: string,
  column: 'requests' | 'upload_bytes',
  window: { limit: number; seconds: number; wanted: number },
  nowMs: number,
): number {
  const since = Math.floor(nowMs / 1000) - window.seconds;
  const buckets = db
    .prepare<[string, number], { second: number; used: number }>(
      `SELECT second, ${column} AS used FROM traffic WHERE user_id = ? AND second > ? AND ${column} > 0 ORDER BY second`,
    )
    .all(userId, since);
  let excess = buckets.reduce((sum, bucket) => sum + bucket.used, window.wanted) - window.limit;
  let opensAtMs = nowMs;
  for (const bucket of buckets) {
    if (excess <= 0) break;
    excess -= bucket.used;
    opensAtMs = (bucket.second + window.seconds) * 1000;
  }
  return opensAtMs;
}

export function setRetryWindow(db: Database, userId: string, answeredAtMs: number, untilMs: number): void {
  db.prepare(
    `INSERT INTO retry_window (user_id, answered_at_ms, until_ms) VALUES (?, ?, ?)
     ON CONFLICT (user_id) DO UPDATE SET answered_at_ms = excluded.answered_at_ms, until_ms = excluded.until_ms
     WHERE excluded.until_ms > until_ms`,
  ).run(userId, answeredAtMs, untilMs);
}

/** Whether a request at `nowMs` ignores an earlier `Retry-After`. Timers may fire a few milliseconds early. */
export function isInsideRetryWindow(db: Database, userId: string, nowMs: number, graceMs: number): boolean {
  const row = db
    .prepare<[string], { answeredAtMs: number; untilMs: number }>(
      'SELECT answered_at_ms AS answeredAtMs, until_ms AS untilMs FROM retry_window WHERE user_id = ?',
    )
    .get(userId);
  return row !== undefined && nowMs > row.answeredAtMs + graceMs && nowMs < row.untilMs - 5;
}
