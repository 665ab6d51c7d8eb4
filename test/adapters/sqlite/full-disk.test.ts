import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '../../../contract/ids.ts';
import type { Sha256 } from '../../../contract/ids.ts';
import type { WriteDb } from '../../../main/adapters/sqlite/connection.ts';
import { inTransaction } from '../../../main/adapters/sqlite/in-transaction.ts';
import { insertBlob } from '../../../main/adapters/sqlite/insert-blob.ts';
import { readRows } from '../../../main/adapters/sqlite/run-statement.ts';
import { sql } from '../../../main/adapters/sqlite/statement.ts';
import { openTestDatabase, temporaryFolder } from '../../helpers/open-test-database.ts';

const TRANSACTIONS = 6;
const ROWS_EACH = 10;
const STATEMENTS = TRANSACTIONS * ROWS_EACH;
const NO_LIMIT = 2 ** 31;
/** SQLite never lowers the limit below what the file already uses. */
const NOT_ONE_PAGE_MORE = 1;
const selectBlobs = sql<null, { sha256: Sha256 }>('SELECT sha256 FROM blob ORDER BY created_at_ms');

const rows = Array.from({ length: STATEMENTS }, (_, row) =>
  sha256.parse(createHash('sha256').update(String(row)).digest('hex')),
);

/** From statement `failsAt` on there is no room for another page. Returns the rows whose transaction said they are safe. */
function fillUntilFull(db: WriteDb, failsAt: number, errors: unknown[]): readonly Sha256[] {
  const promised: Sha256[] = [];
  for (let first = 0; first < STATEMENTS; first += ROWS_EACH) {
    const some = rows.slice(first, first + ROWS_EACH);
    try {
      inTransaction(db, () => {
        for (const [index, sha] of some.entries()) {
          if (first + index === failsAt) db.connection.pragma(`max_page_count = ${NOT_ONE_PAGE_MORE}`);
          insertWide(db, sha, first + index);
        }
      });
      promised.push(...some);
    } catch (error) {
      errors.push(error);
    }
  }
  return promised;
}

/** A row of more than half a page, so that each one needs a new page and each statement can be the one that fails. */
function insertWide(db: WriteDb, sha: Sha256, nowMs: number): void {
  insertBlob(db, sha, 1, nowMs);
  db.connection.prepare('INSERT INTO padding (id, bytes) VALUES (?, zeroblob(3000))').run(nowMs);
}

test('a disk that fills up at any statement loses nothing that was promised and keeps nothing half', () => {
  for (let failsAt = 0; failsAt < STATEMENTS; failsAt += 1) {
    const db = openTestDatabase();
    db.connection.exec('CREATE TABLE padding (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT');
    const errors: unknown[] = [];
    const promised = fillUntilFull(db, failsAt, errors);

    expect(promised).toEqual(rows.slice(0, failsAt - (failsAt % ROWS_EACH)));
    expect(errors.length).toBe(TRANSACTIONS - promised.length / ROWS_EACH);
    for (const error of errors) expect(error).toMatchObject({ code: 'disk_full', structured: { retriable: true } });
    expect(readRows(db, selectBlobs).map((row) => row.sha256)).toEqual(promised);
    expect(db.connection.pragma('integrity_check', { simple: true })).toBe('ok');

    db.connection.pragma(`max_page_count = ${NO_LIMIT}`);
    inTransaction(db, () => {
      for (const [index, sha] of rows.slice(promised.length).entries()) insertWide(db, sha, promised.length + index);
    });
    expect(readRows(db, selectBlobs).map((row) => row.sha256)).toEqual(rows);
    db.connection.close();
  }
});

test.skipIf(process.platform === 'win32')('a system that takes no more bytes loses nothing that was promised', () => {
  const dataDir = temporaryFolder();
  const script = join(import.meta.dirname, 'committing-process.ts');
  const limited = ['-c', 'ulimit -f 1200; exec "$@"', 'bash', process.execPath, script, dataDir, '0', 'late'];
  const { status, stdout, stderr } = spawnSync('bash', limited, { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain("error_code: 'disk_full'");

  const promised = stdout.trimEnd().split('\n');
  expect(promised.length).toBeGreaterThan(10);
  const db = openTestDatabase(dataDir);
  expect(readRows(db, selectBlobs).map((row) => row.sha256)).toEqual(promised);
  expect(db.connection.pragma('integrity_check', { simple: true })).toBe('ok');
});
