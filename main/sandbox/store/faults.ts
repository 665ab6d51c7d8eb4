import type { Database } from 'better-sqlite3';

export const faultActions = [
  'status',
  'throttle',
  'html',
  'empty',
  'dropBefore',
  'dropMidBody',
  'slow',
  'expireSession',
  'dropAfter',
  'statusAfter',
  'slowAfter',
  'halfJson',
  'cutBody',
  'wrongLength',
  'chunkedBody',
  'slowBody',
  'expireDelta',
] as const;
export type FaultAction = (typeof faultActions)[number];

/** What goes wrong. Those named `After`, `halfJson` and those of bodies happen once the request has had its effect, the others instead of it. */
export interface Fault {
  readonly action: FaultAction;
  readonly status?: number;
  readonly code?: string;
  readonly message?: string;
  readonly retryAfterMs?: number;
  readonly delayMs?: number;
}

export interface FaultRule extends Fault {
  readonly match: {
    readonly method?: string;
    /** Source of a regular expression, tried on the path with its query, without case. */
    readonly path?: string;
    /** Starts with the n-th matching request, counted from 1. */
    readonly nth?: number;
  };
  /** How often it strikes; 0 means until it is deleted. */
  readonly times: number;
  readonly probability?: number;
}

export interface FaultRow {
  readonly n: number;
  readonly rule: FaultRule;
  readonly seen: number;
  readonly used: number;
}

export function insertFault(db: Database, rule: FaultRule): number {
  return Number(db.prepare('INSERT INTO fault (rule) VALUES (?)').run(JSON.stringify(rule)).lastInsertRowid);
}

export function listFaults(db: Database): FaultRow[] {
  return db
    .prepare<[], { n: number; rule: string; seen: number; used: number }>(
      'SELECT n, rule, seen, used FROM fault ORDER BY n',
    )
    .all()
    .map((row) => ({ ...row, rule: JSON.parse(row.rule) as FaultRule }));
}

export function countFault(db: Database, n: number, isUsed: boolean): void {
  db.prepare('UPDATE fault SET seen = seen + 1, used = used + ? WHERE n = ?').run(Number(isUsed), n);
}

export function deleteFaults(db: Database): void {
  db.prepare('DELETE FROM fault').run();
}
