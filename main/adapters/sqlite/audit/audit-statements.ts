import { type AuditEntry, auditEntry } from '../../../../contract/audit.ts';
import type { UnhashedEntry } from '../../../core/audit/hash-entry.ts';
import type { ChainPlace, StoredEntry } from '../../../core/audit/verify-entries.ts';
import { canonicalJson } from '../../../core/audit/canonical-json.ts';
import { sql } from '../statement.ts';

const detailsSchema = auditEntry.shape.details;
type Details = AuditEntry['details'];

export interface EntryRow extends Omit<AuditEntry, 'at' | 'details'> {
  readonly atMs: number;
  readonly details: string;
}

const columns = 'n, at_ms AS atMs, actor, via, action, subject, reason, details, hash';

export const insertEntry = sql<EntryRow>(`
  INSERT INTO audit_entry (n, at_ms, actor, via, action, subject, reason, details, hash)
  VALUES (:n, :atMs, :actor, :via, :action, :subject, :reason, :details, :hash)`);
export const selectLast = sql<null, ChainPlace>('SELECT n, hash FROM audit_entry ORDER BY n DESC LIMIT 1');
export const selectBefore = sql<{ before: number; limit: number }, EntryRow>(
  `SELECT ${columns} FROM audit_entry WHERE n < :before ORDER BY n DESC LIMIT :limit`,
);
export const selectAfter = sql<{ after: number; limit: number }, EntryRow>(
  `SELECT ${columns} FROM audit_entry WHERE n > :after ORDER BY n LIMIT :limit`,
);
export const selectUpTo = sql<{ after: number; last: number; limit: number }, EntryRow>(
  `SELECT ${columns} FROM audit_entry WHERE n > :after AND n <= :last ORDER BY n LIMIT :limit`,
);
export const selectOfSubject = sql<{ subject: string; limit: number }, EntryRow>(
  `SELECT ${columns} FROM audit_entry WHERE subject = :subject ORDER BY n DESC LIMIT :limit`,
);

/** The highest number ever given; SQLite keeps it beside the table. */
export const selectLastGiven = sql<null, { n: number }>(
  `SELECT seq AS n FROM sqlite_sequence WHERE name = 'audit_entry'`,
);

export const selectAnchor = sql<null, ChainPlace>('SELECT n, hash FROM audit_anchor');
export const updateAnchor = sql<ChainPlace>('UPDATE audit_anchor SET n = :n, hash = :hash');
export const deleteThrough = sql<{ n: number }>('DELETE FROM audit_entry WHERE n <= :n');
/** The newest entry that is too old, or too many. */
export const selectCut = sql<{ beforeMs: number; keep: number }, ChainPlace>(`
  SELECT n, hash FROM audit_entry WHERE n = (
    SELECT max(
      coalesce((SELECT n FROM audit_entry WHERE at_ms >= :beforeMs ORDER BY n LIMIT 1),
        (SELECT max(n) + 1 FROM audit_entry)) - 1,
      (SELECT max(n) FROM audit_entry) - :keep))`);

export interface SealRow {
  readonly head: number;
  readonly headHash: string;
  readonly brokenAt: number | null;
  readonly mac: string;
}
export const selectSeal = sql<null, SealRow>(
  'SELECT head, head_hash AS headHash, broken_at AS brokenAt, mac FROM audit_seal',
);
export const upsertSeal = sql<SealRow>(`
  INSERT INTO audit_seal (id, head, head_hash, broken_at, mac) VALUES (1, :head, :headHash, :brokenAt, :mac)
  ON CONFLICT (id) DO UPDATE SET head = :head, head_hash = :headHash, broken_at = :brokenAt, mac = :mac`);

/** Only the very text that we write counts: one more blank in it is an alteration. */
export function toStoredEntry({ atMs, details, ...row }: EntryRow): StoredEntry {
  return { ...row, at: isoOf(atMs), details: readDetails(details) };
}

export function toEntry(row: EntryRow): AuditEntry {
  const { atMs, details, ...entry } = row;
  return { ...entry, at: isoOf(atMs), details: parsed(details) };
}

function readDetails(text: string): UnhashedEntry['details'] | null {
  const details = parsed(text);
  return canonicalJson(details) === text ? details : null;
}

/** Whoever altered the log may have left no JSON, and no moment that a date can name. */
function parsed(text: string): Details {
  try {
    return detailsSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

function isoOf(atMs: number): string {
  const at = new Date(atMs);
  return Number.isNaN(at.getTime()) ? new Date(0).toISOString() : at.toISOString();
}
