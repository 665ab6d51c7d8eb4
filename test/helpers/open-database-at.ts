import type BetterSqlite3 from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { loadMigrations } from '../../main/adapters/sqlite/load-migrations.ts';
import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { temporaryFolder } from './open-test-database.ts';

/**
 * A database as it was at an earlier version, to be filled with rows; `upgrade` opens it at `version`.
 * For the test of one migration, which says what happens to those rows.
 */
export function openDatabaseBefore(version: number): {
  before: BetterSqlite3.Database;
  upgrade: () => BetterSqlite3.Database;
} {
  const dataDir = temporaryFolder();
  const before = openAt(dataDir, version - 1);
  const upgrade = (): BetterSqlite3.Database => {
    before.close();
    return openAt(dataDir, version);
  };
  return { before, upgrade };
}

function openAt(dataDir: string, version: number): BetterSqlite3.Database {
  const upTo = loadMigrations().filter(({ number }) => number <= version);
  const { connection } = openDatabase(dataDir, 0, upTo);
  onTestFinished(() => void connection.close());
  return connection;
}
