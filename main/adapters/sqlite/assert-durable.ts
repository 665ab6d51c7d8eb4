import type BetterSqlite3 from 'better-sqlite3';
import { MailroomError } from '../../core/mailroom-error.ts';

/** Older releases may corrupt a database when the WAL is reset (fixed in 3.51.3) or by full-text search (CVE-2026-11822). */
const OLDEST_SAFE_SQLITE = '3.53.2';
const FULL = 2;

/**
 * Reads back what makes a commit survive a power cut. The defaults of the library do not (its WAL mode syncs at
 * checkpoints only), so a setting that did not take must stop the start, not lose a message later.
 */
export function assertDurable(connection: BetterSqlite3.Database): void {
  const journalMode = connection.pragma('journal_mode', { simple: true });
  if (journalMode !== 'wal') throw unsafe(`its journal mode is ${String(journalMode)} instead of wal`);
  const synchronous = connection.pragma('synchronous', { simple: true });
  if (synchronous !== FULL) throw unsafe(`its synchronous mode is ${String(synchronous)} instead of ${FULL}`);
  assertSafeVersion(String(connection.prepare('SELECT sqlite_version()').pluck().get()));
}

/** @public its own test names versions that cannot be installed here */
export function assertSafeVersion(version: string): void {
  if (version.localeCompare(OLDEST_SAFE_SQLITE, 'en', { numeric: true }) >= 0) return;
  throw unsafe(`SQLite is ${version}, and ${OLDEST_SAFE_SQLITE} is the oldest release without a known corruption bug`);
}

function unsafe(what: string): MailroomError {
  return new MailroomError('database_unsafe', {
    message: `The database cannot promise to keep what it is given: ${what}. Nothing was sent or changed.`,
    remediation: 'Keep the data folder on a local disk and install Mailroom again with its own libraries.',
  });
}
