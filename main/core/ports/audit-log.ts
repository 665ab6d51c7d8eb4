import type { AuditEntry, AuditVerdict } from '../../../contract/audit.ts';
import type { JsonValue } from './job-store.ts';

export interface NewAuditEntry {
  readonly actor: string;
  readonly via: AuditEntry['via'];
  readonly action: string;
  readonly subject: string;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, JsonValue>>;
}

/** Append-only, each entry chained to the one before by its hash. docs/specs/audit-log.md. */
export interface AuditLog {
  /** Part of the caller's transaction: what was done and that it was done commit together. */
  append(entry: NewAuditEntry, nowMs: number): AuditEntry;
  /** Newest first, before `before`. */
  page(before: number | null, limit: number): readonly AuditEntry[];
  /** Oldest first, behind `after`. */
  after(after: number, limit: number): readonly AuditEntry[];
  /** Oldest first: the newest `limit` of what was done to one thing, such as `job:41`. */
  ofSubject(subject: string, limit: number): readonly AuditEntry[];
  /** Reads everything that is kept when it is called; `pause` lets others have their turn, also to append. */
  verify(pause: () => Promise<void>): Promise<AuditVerdict>;
  /**
   * Retention: removes what is older than this moment, and the oldest above so many, and writes down that it did. What
   * stays can still be verified. Returns how many went.
   */
  cut(limits: { readonly beforeMs: number; readonly maxEntries: number }, nowMs: number): number;
}
