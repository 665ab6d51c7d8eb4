import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { MailroomError } from '../../core/mailroom-error.ts';
import { createPrivateFile, createPrivateFolder } from '../private-files.ts';
import { assertDurable } from './assert-durable.ts';
import type { ReadDb } from './connection.ts';
import { explainSqliteError } from './explain-sqlite-error.ts';
import { loadMigrations } from './load-migrations.ts';
import type { Migration } from './load-migrations.ts';
import { APPLICATION_ID, migrate } from './migrate.ts';

const DATABASE = 'mailroom.db';
const BUSY_TIMEOUT_MS = 5000;
const WAL_LIMIT_BYTES = 64 * 2 ** 20;
/** A full check reads every page: about 0.1 s here, which a larger database must not cost at each start. */
const CHECKED_AT_START_BYTES = 64 * 2 ** 20;

/**
 * Opens `<dataDir>/mailroom.db`, brings it to the newest schema and proves that what it commits stays.
 * To be called by the holder of the data folder's lock; writing also needs `takeOver`.
 * Throws `database_unsafe`, `database_newer`, `disk_full` or `data_folder_busy`, and leaves nothing open then.
 */
export function openDatabase(
  dataDir: string,
  nowMs: number,
  migrations: readonly Migration[] = loadMigrations(),
): ReadDb {
  const file = join(dataDir, DATABASE);
  claimFolder(dataDir);
  // SQLite gives its WAL the rights of the database.
  createPrivateFile(file);
  const connection = new BetterSqlite3(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    assertOurs(connection);
    makeDurable(connection);
    assertDurable(connection);
    if (statSync(file).size <= CHECKED_AT_START_BYTES) assertIntact(connection);
    migrate(connection, migrations, nowMs);
    return { connection, prepared: new Map() };
  } catch (error) {
    connection.close();
    throw explainSqliteError(error);
  }
}

function makeDurable(connection: BetterSqlite3.Database): void {
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  if (process.platform === 'darwin') {
    // Apple's fsync leaves the bytes in the drive's cache.
    connection.pragma('fullfsync = ON');
    connection.pragma('checkpoint_fullfsync = ON');
  }
  connection.pragma(`journal_size_limit = ${WAL_LIMIT_BYTES}`);
  connection.pragma('trusted_schema = OFF');
}

/** Someone else's database must not be given our tables. */
function assertOurs(connection: BetterSqlite3.Database): void {
  const applicationId = connection.pragma('application_id', { simple: true });
  if (applicationId === APPLICATION_ID) return;
  const tables = connection.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (applicationId === 0 && tables === 0) return;
  throw new MailroomError('database_unsafe', {
    message: `${DATABASE} in the data folder was made by another program. Nothing was changed.`,
    remediation: 'Name another folder with --data-dir.',
  });
}

function assertIntact(connection: BetterSqlite3.Database): void {
  const finding = connection.pragma('quick_check(1)', { simple: true });
  if (finding === 'ok') return;
  throw new MailroomError('database_unsafe', {
    message: 'The database in the data folder is damaged. Nothing was sent or changed.',
    remediation: 'Check the disk and put back the data folder from a backup.',
    details: { finding: String(finding) },
  });
}

/** A folder that holds other things and no database yet is the user's, and keeps the rights they gave it. */
function claimFolder(dataDir: string): void {
  createPrivateFolder(dataDir);
  const names = readdirSync(dataDir);
  if (names.length === 0 || names.includes(DATABASE)) chmodSync(dataDir, 0o700);
}
