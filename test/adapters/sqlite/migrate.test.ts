import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { loadMigrations } from '../../../main/adapters/sqlite/load-migrations.ts';
import type { Migration } from '../../../main/adapters/sqlite/load-migrations.ts';
import { openDatabase } from '../../../main/adapters/sqlite/open-database.ts';
import { openTestDatabase, temporaryFolder } from '../../helpers/open-test-database.ts';
import { splitStatements } from './split-statements.ts';

const migrations = loadMigrations();
const here = import.meta.dirname;

const failing = (text: string): Migration => ({ number: 3, name: '0003-fails.sql', sha256: '', text });

/** Opens, looks and closes, as a start of Mailroom would. */
function openOnce(dataDir: string, known: readonly Migration[] = migrations, nowMs = 0): number {
  const { connection } = openDatabase(dataDir, nowMs, known);
  const version = Number(connection.pragma('user_version', { simple: true }));
  expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
  connection.close();
  return version;
}

test('the migrations are numbered from 1 without a gap', () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
});

test.each(migrations)('$name has a test of its own', ({ name }) => {
  const file = join(here, 'migrations', name.replace(/\.sql$/, '.test.ts'));
  expect(existsSync(file)).toBe(true);
});

test('a new database gets every migration, each with its record, once', () => {
  const dataDir = temporaryFolder();
  expect(openOnce(dataDir, migrations, 100)).toBe(migrations.length);
  expect(openOnce(dataDir, migrations, 200)).toBe(migrations.length);
  const rows = openTestDatabase(dataDir).connection.prepare('SELECT * FROM migration ORDER BY number').all();
  expect(rows).toEqual(migrations.map(({ number, name, sha256 }) => ({ number, name, sha256, applied_at_ms: 100 })));
});

describe('a database that this release cannot know', () => {
  test('is refused untouched when it is newer, with both versions named', () => {
    const dataDir = temporaryFolder();
    openOnce(dataDir);
    const older = migrations.slice(0, -1);
    expect(() => openOnce(dataDir, older)).toThrow(
      expect.objectContaining({
        code: 'database_newer',
        message: expect.stringMatching(
          new RegExp(`version ${migrations.length} .* versions up to ${migrations.length - 1}`),
        ),
        structured: expect.objectContaining({
          details: { database_version: migrations.length, supported_version: migrations.length - 1 },
        }),
      }),
    );
    expect(openOnce(dataDir)).toBe(migrations.length);
  });

  test('is refused when a migration it went through was edited since', () => {
    const dataDir = temporaryFolder();
    openOnce(dataDir);
    const edited = migrations.map((step) => (step.number === 2 ? { ...step, sha256: '0'.repeat(64) } : step));
    expect(() => openOnce(dataDir, edited)).toThrow(
      expect.objectContaining({ code: 'database_newer', message: expect.stringContaining('0002-blobs.sql') }),
    );
  });
});

describe('a migration that does not end', () => {
  test('leaves the version before when a statement fails', () => {
    const dataDir = temporaryFolder();
    const first = migrations.slice(0, 2);
    const broken = failing('CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1);');
    expect(() => openOnce(dataDir, [...first, broken])).toThrow('no such table');
    expect(openOnce(dataDir, first)).toBe(2);
  });

  test('leaves the version before when rows would refer to nothing', () => {
    const dataDir = temporaryFolder();
    const first = migrations.slice(0, 2);
    const orphaning = failing(`CREATE TABLE part (blob TEXT REFERENCES blob (sha256)) STRICT;
      INSERT INTO part VALUES ('gone');`);
    expect(() => openOnce(dataDir, [...first, orphaning])).toThrow('refer to nothing');
    expect(openOnce(dataDir, first)).toBe(2);
  });

  test.each(migrations)('leaves the version before when the process is killed anywhere in $name', (step) => {
    const statements = splitStatements(step.text);
    const before = temporaryFolder();
    openOnce(before, migrations.slice(0, step.number - 1));
    for (let survived = 0; survived <= statements.length; survived++) {
      const dataDir = temporaryFolder();
      cpSync(before, dataDir, { recursive: true });
      const file = join(dataDir, 'mailroom.db');
      const child = [join(here, 'dying-migration.ts'), file, String(step.number), String(survived)];
      const { signal, stderr } = spawnSync(process.execPath, child, { encoding: 'utf8' });
      expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });

      const left = new BetterSqlite3(file);
      expect(left.pragma('user_version', { simple: true })).toBe(step.number - 1);
      left.close();
      expect(openOnce(dataDir)).toBe(migrations.length);
    }
  });
});
