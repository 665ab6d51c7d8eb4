import type { Database } from 'better-sqlite3';

const keptRows = 5000;

export interface LoggedRequest {
  readonly atMs: number;
  readonly durationMs: number;
  readonly method: string;
  /** Without the secret of an upload URL. */
  readonly path: string;
  readonly mailbox: string | null;
  /** Null when the connection was dropped instead of answered. */
  readonly status: number | null;
  readonly bodyBytes: number;
  readonly fault: string | null;
  readonly clientRequestId: string | null;
}

/** What a well-behaved client never does. */
export type ViolationKind =
  | 'authorizationOnPut'
  | 'putTooLarge'
  | 'overlappingWrites'
  | 'tooManyConcurrent'
  | 'requestDuringRetryAfter'
  | 'badContentRange';

export interface Violation {
  readonly atMs: number;
  readonly kind: ViolationKind;
  readonly method: string;
  readonly path: string;
  readonly detail: string;
}

export function logRequest(db: Database, request: LoggedRequest): void {
  const result = db
    .prepare(
      `INSERT INTO request_log (at_ms, duration_ms, method, path, mailbox, status, body_bytes, fault, client_request_id)
       VALUES (@atMs, @durationMs, @method, @path, @mailbox, @status, @bodyBytes, @fault, @clientRequestId)`,
    )
    .run(request);
  const n = Number(result.lastInsertRowid);
  if (n % 500 === 0) db.prepare('DELETE FROM request_log WHERE n <= ?').run(n - keptRows);
}

export function listRequests(db: Database, afterN: number): (LoggedRequest & { n: number })[] {
  return db
    .prepare<[number], LoggedRequest & { n: number }>(
      `SELECT n, at_ms AS atMs, duration_ms AS durationMs, method, path, mailbox, status, body_bytes AS bodyBytes, fault,
         client_request_id AS clientRequestId
       FROM request_log WHERE n > ? ORDER BY n`,
    )
    .all(afterN);
}

export function recordViolation(db: Database, violation: Violation): void {
  db.prepare(
    'INSERT INTO violation (at_ms, kind, method, path, detail) VALUES (@atMs, @kind, @method, @path, @detail)',
  ).run(violation);
}

export function listViolations(db: Database): Violation[] {
  return db.prepare<[], Violation>('SELECT at_ms AS atMs, kind, method, path, detail FROM violation ORDER BY n').all();
}
