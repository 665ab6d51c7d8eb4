import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0002 adds the list of stored files and keeps the owner', () => {
  const { before, upgrade } = openDatabaseBefore(2);
  before.prepare('INSERT INTO owner (id, epoch, pid, beat_at_ms) VALUES (1, 9, 7, 5)').run();
  const db = upgrade();
  const insert = db.prepare('INSERT INTO blob (sha256, size_bytes, created_at_ms) VALUES (?, ?, 0)');
  insert.run('0'.repeat(64), 1);
  expect(() => insert.run('A'.repeat(64), 1)).toThrow('CHECK constraint failed');
  expect(() => insert.run('1'.repeat(64), 0)).toThrow('CHECK constraint failed');
  expect(db.prepare('SELECT epoch FROM owner').all()).toEqual([{ epoch: 9 }]);
  expect(db.prepare('SELECT size_bytes FROM blob').all()).toEqual([{ size_bytes: 1 }]);
});
