import type BetterSqlite3 from 'better-sqlite3';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { Migration } from './load-migrations.ts';

/** 'MAIL' in the file's header: `file` and other tools can tell whose database this is. */
export const APPLICATION_ID = 0x4d41494c;

const createMigrationTable = `
  CREATE TABLE IF NOT EXISTS migration (
    number        INTEGER PRIMARY KEY,
    name          TEXT NOT NULL,
    sha256        TEXT NOT NULL,
    applied_at_ms INTEGER NOT NULL
  ) STRICT`;
const insertMigration = 'INSERT INTO migration (number, name, sha256, applied_at_ms) VALUES (?, ?, ?, ?)';

/**
 * Brings the schema to the newest version. Each step is one transaction together with its record, so a process that
 * dies leaves the version before or the version after, and the next start goes on from there.
 * Throws `database_newer` for a database that this build cannot know.
 */
export function migrate(connection: BetterSqlite3.Database, migrations: readonly Migration[], nowMs: number): void {
  const version = Number(connection.pragma('user_version', { simple: true }));
  assertKnown(connection, version, migrations);
  // A step that rebuilds a table needs them off, and inside a transaction the setting cannot change.
  connection.pragma('foreign_keys = OFF');
  for (const migration of migrations.filter(({ number }) => number > version)) apply(connection, migration, nowMs);
  connection.pragma('foreign_keys = ON');
}

function apply(connection: BetterSqlite3.Database, migration: Migration, nowMs: number): void {
  const { number, name, text, sha256 } = migration;
  const step = connection.transaction(() => {
    connection.exec(createMigrationTable);
    connection.exec(text);
    connection.prepare(insertMigration).run(number, name, sha256, nowMs);
    connection.pragma(`user_version = ${number}`);
    connection.pragma(`application_id = ${APPLICATION_ID}`);
    const orphans = connection.pragma('foreign_key_check');
    if (Array.isArray(orphans) && orphans.length > 0) throw new Error(`${name} leaves rows that refer to nothing`);
  });
  step.immediate();
}

function assertKnown(connection: BetterSqlite3.Database, version: number, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.number ?? 0;
  if (version > newest) {
    throw refusal(`it has version ${version} and this Mailroom knows versions up to ${newest}`, version, newest);
  }
  if (version === 0) return;
  const applied = connection.prepare<[], Migration>('SELECT number, name, sha256 FROM migration ORDER BY number').all();
  for (const step of applied) {
    const known = migrations.find(({ number }) => number === step.number);
    if (known?.sha256 === step.sha256) continue;
    const what = `its version ${step.number} (${step.name}) is not the version ${step.number} of this Mailroom`;
    throw refusal(what, version, newest);
  }
}

function refusal(what: string, version: number, newest: number): MailroomError {
  return new MailroomError('database_newer', {
    message: `The database was made by another release of Mailroom: ${what}. Nothing was changed.`,
    remediation: `Start the release that made it, install a newer one, or name another folder with --data-dir.`,
    details: { database_version: version, supported_version: newest },
  });
}
