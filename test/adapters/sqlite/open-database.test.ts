import { chmodSync, mkdirSync, openSync, closeSync, readdirSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { assertDurable, assertSafeVersion } from '../../../main/adapters/sqlite/assert-durable.ts';
import { openDatabase } from '../../../main/adapters/sqlite/open-database.ts';
import { openTestDatabase, temporaryFolder } from '../../helpers/open-test-database.ts';

const unsafe = expect.objectContaining({ code: 'database_unsafe' });
const mode = (path: string): number => statSync(path).mode & 0o777;

describe('durability', () => {
  test('is set on the connection and proved by reading it back', () => {
    const { connection } = openTestDatabase();
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'trusted_schema'];
    expect(settings.map((name) => connection.pragma(name, { simple: true }))).toEqual(['wal', 2, 1, 5000, 0]);
    expect(() => assertDurable(connection)).not.toThrow();
  });

  test.each(['synchronous = NORMAL', 'synchronous = OFF', 'journal_mode = DELETE'])('%s is refused', (setting) => {
    const { connection } = openTestDatabase();
    connection.pragma(setting);
    expect(() => assertDurable(connection)).toThrow(unsafe);
  });

  test('a release of SQLite with a known corruption bug is refused', () => {
    for (const version of ['3.9.0', '3.51.3', '3.53.1']) expect(() => assertSafeVersion(version)).toThrow(unsafe);
    for (const version of ['3.53.2', '3.53.10', '3.54.0', '4.0.0']) assertSafeVersion(version);
  });
});

describe.skipIf(process.platform === 'win32')('rights', () => {
  test('the folder and every file in it belong to their user alone', () => {
    const dataDir = join(temporaryFolder(), 'new', 'data');
    openTestDatabase(dataDir);
    expect(mode(dataDir)).toBe(0o700);
    const files = readdirSync(dataDir).sort();
    expect(files).toEqual(['mailroom.db', 'mailroom.db-shm', 'mailroom.db-wal']);
    expect(files.map((file) => mode(join(dataDir, file)))).toEqual([0o600, 0o600, 0o600]);
  });

  test('are tightened again at each start, except for a folder that holds other things', () => {
    const dataDir = temporaryFolder();
    openDatabase(dataDir, 0).connection.close();
    chmodSync(dataDir, 0o755);
    chmodSync(join(dataDir, 'mailroom.db'), 0o644);
    openDatabase(dataDir, 0).connection.close();
    expect([mode(dataDir), mode(join(dataDir, 'mailroom.db'))]).toEqual([0o700, 0o600]);

    const shared = join(dataDir, 'shared');
    mkdirSync(shared);
    chmodSync(shared, 0o755);
    writeFileSync(join(shared, 'theirs.txt'), '');
    openDatabase(shared, 0).connection.close();
    expect(mode(shared)).toBe(0o755);
  });
});

describe('a file that is not a sound database of ours', () => {
  test('is refused when another program made it', () => {
    const dataDir = temporaryFolder();
    const foreign = new BetterSqlite3(join(dataDir, 'mailroom.db'));
    foreign.exec('CREATE TABLE theirs (id INTEGER)');
    foreign.close();
    expect(() => openDatabase(dataDir, 0)).toThrow(unsafe);
  });

  test('is refused when it is no database at all', () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'mailroom.db'), 'not a database, but long enough to look like one '.repeat(100));
    expect(() => openDatabase(dataDir, 0)).toThrow(unsafe);
  });

  test('is refused when a page is damaged', () => {
    const dataDir = temporaryFolder();
    openDatabase(dataDir, 0).connection.close();
    const fd = openSync(join(dataDir, 'mailroom.db'), 'r+');
    writeSync(fd, Buffer.alloc(100, 0xff), 0, 100, 4096);
    closeSync(fd);
    expect(() => openDatabase(dataDir, 0)).toThrow(unsafe);
  });
});
