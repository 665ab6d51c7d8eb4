import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../contract/ids.ts';
import { inTransaction } from '../../../main/adapters/sqlite/in-transaction.ts';
import { insertBlob } from '../../../main/adapters/sqlite/insert-blob.ts';
import { readRow, readRows, write, writeRow } from '../../../main/adapters/sqlite/run-statement.ts';
import { sql } from '../../../main/adapters/sqlite/statement.ts';
import { takeOver } from '../../../main/adapters/sqlite/take-over.ts';
import { openTestDatabase, temporaryFolder } from '../../helpers/open-test-database.ts';

const selectBlobs = sql<null, { sha256: string; sizeBytes: number }>(
  'SELECT sha256, size_bytes AS sizeBytes FROM blob ORDER BY sha256',
);
const deleteBlob = sql<{ sha256: string }>('DELETE FROM blob WHERE sha256 = :sha256');
const growBlob = sql<{ sha256: string }, { sizeBytes: number }>(
  'UPDATE blob SET size_bytes = size_bytes + 1 WHERE sha256 = :sha256 RETURNING size_bytes AS sizeBytes',
);
const a = sha256.parse('a'.repeat(64));
const b = sha256.parse('b'.repeat(64));

describe('a transaction', () => {
  test('keeps all of its changes or none', () => {
    const db = openTestDatabase();
    insertBlob(db, a, 1, 0);
    const failing = (): void =>
      inTransaction(db, () => {
        insertBlob(db, b, 2, 0);
        write(db, deleteBlob, { sha256: a });
        throw new Error('changed its mind');
      });
    expect(failing).toThrow('changed its mind');
    expect(readRows(db, selectBlobs)).toEqual([{ sha256: a, sizeBytes: 1 }]);
  });

  test('takes the changes of an inner one back alone when the outer one goes on without it', () => {
    const db = openTestDatabase();
    inTransaction(db, () => {
      insertBlob(db, a, 1, 0);
      const inner = (): void =>
        inTransaction(db, () => {
          insertBlob(db, b, 2, 0);
          throw new Error('inner');
        });
      expect(inner).toThrow('inner');
    });
    expect(readRows(db, selectBlobs)).toEqual([{ sha256: a, sizeBytes: 1 }]);
  });

  test('returns what its work returns, changed rows and returned columns included', () => {
    const db = openTestDatabase();
    insertBlob(db, a, 1, 0);
    expect(inTransaction(db, () => writeRow(db, growBlob, { sha256: a }))).toEqual({ sizeBytes: 2 });
    expect(inTransaction(db, () => writeRow(db, growBlob, { sha256: b }))).toBeNull();
    expect(inTransaction(db, () => write(db, deleteBlob, { sha256: a }))).toBe(1);
    expect(inTransaction(db, () => write(db, deleteBlob, { sha256: a }))).toBe(0);
  });

  test('prepares each text once', () => {
    const db = openTestDatabase();
    insertBlob(db, a, 1, 0);
    const { size } = db.prepared;
    insertBlob(db, b, 1, 0);
    expect(db.prepared.size).toBe(size);
  });

  test('refuses work that would go on after it', () => {
    const db = openTestDatabase();
    const later = async (): Promise<void> => insertBlob(db, a, 1, 0);
    // @ts-expect-error a promise outlives the transaction, so the type already refuses it
    expect(() => inTransaction(db, later)).toThrow('cannot return a promise');
    expect(readRows(db, selectBlobs)).toEqual([]);
  });
});

test('a change outside any transaction is refused', () => {
  const db = openTestDatabase();
  expect(() => write(db, deleteBlob, { sha256: a })).toThrow('outside a transaction');
  expect(() => writeRow(db, growBlob, { sha256: a })).toThrow('outside a transaction');
});

test('an owner whose folder was taken over changes nothing more', () => {
  const dataDir = temporaryFolder();
  const former = openTestDatabase(dataDir);
  insertBlob(former, a, 1, 0);
  const owner = takeOver(openTestDatabase(dataDir), { pid: 1, bootId: null, nowMs: 0 });
  expect(() => insertBlob(former, b, 2, 0)).toThrow(expect.objectContaining({ code: 'data_folder_busy' }));
  expect(readRow(owner, selectBlobs)).toEqual({ sha256: a, sizeBytes: 1 });
  insertBlob(owner, b, 2, 0);
  expect(readRows(former, selectBlobs)).toHaveLength(2);
});
