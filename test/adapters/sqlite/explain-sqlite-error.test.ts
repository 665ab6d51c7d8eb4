import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { sha256 } from '../../../contract/ids.ts';
import { explainSqliteError } from '../../../main/adapters/sqlite/explain-sqlite-error.ts';
import { insertBlob } from '../../../main/adapters/sqlite/insert-blob.ts';
import { openTestDatabase, temporaryFolder } from '../../helpers/open-test-database.ts';

const sha = sha256.parse('a'.repeat(64));

test('a database that another program keeps locked is busy, and free again afterwards', () => {
  const dataDir = temporaryFolder();
  const db = openTestDatabase(dataDir);
  db.connection.pragma('busy_timeout = 0');
  const other = new BetterSqlite3(join(dataDir, 'mailroom.db'));
  other.exec('BEGIN IMMEDIATE');
  expect(() => insertBlob(db, sha, 1, 0)).toThrow(
    expect.objectContaining({
      code: 'data_folder_busy',
      structured: expect.objectContaining({ retriable: true, details: { sqlite_code: 'SQLITE_BUSY' } }),
      cause: expect.any(BetterSqlite3.SqliteError),
    }),
  );
  other.close();
  insertBlob(db, sha, 1, 0);
});

test('broken constraints and errors of others stay what they are', () => {
  const db = openTestDatabase();
  expect(() => insertBlob(db, sha, -1, 0)).toThrow(BetterSqlite3.SqliteError);
  const error = new Error('something else');
  expect(explainSqliteError(error)).toBe(error);
});

test('no explanation names a path or a statement', () => {
  for (const code of ['SQLITE_FULL', 'SQLITE_IOERR_FSYNC', 'SQLITE_CORRUPT', 'SQLITE_BUSY']) {
    const explained = explainSqliteError(new BetterSqlite3.SqliteError('/home/person: INSERT INTO secret', code));
    expect(JSON.stringify(explained)).not.toMatch(/person|secret/);
  }
});
