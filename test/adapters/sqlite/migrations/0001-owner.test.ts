import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0001 makes room for exactly one owner', () => {
  const db = openDatabaseBefore(1).upgrade();
  const insert = db.prepare('INSERT INTO owner (id, epoch, pid, beat_at_ms) VALUES (?, 1, 7, 0)');
  insert.run(1);
  expect(() => insert.run(2)).toThrow('CHECK constraint failed');
  expect(db.prepare('SELECT * FROM owner').all()).toEqual([{ id: 1, epoch: 1, pid: 7, boot_id: null, beat_at_ms: 0 }]);
});
