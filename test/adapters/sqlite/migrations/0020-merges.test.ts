import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0020 adds merges whose rows name at most one message each, and whose files are held', () => {
  const { before, upgrade } = openDatabaseBefore(20);
  const sha256 = 'a'.repeat(64);
  before.prepare('INSERT INTO blob (sha256, size_bytes, created_at_ms) VALUES (?, 1, 0)').run(sha256);
  const db = upgrade();
  const insert = db.prepare(`
    INSERT INTO merge (id, key, account, name, plan, columns, send_at_once, per_minute, pause_after_failures,
      next_at_ms, created_at_ms)
    VALUES (?, ?, 'a', 'a.csv', '{}', '[]', 0, 25, 5, 0, 0)`);
  insert.run('m', 'k');
  expect(() => insert.run('n', 'k')).toThrow('UNIQUE constraint failed');
  const line = db.prepare("INSERT INTO merge_row (merge, row, cells, outbox_id) VALUES ('m', ?, '[]', ?)");
  line.run(2, null);
  expect(() => line.run(1, null)).toThrow('CHECK constraint failed');
  expect(() => line.run(3, 'no message')).toThrow('FOREIGN KEY constraint failed');
  db.prepare("INSERT INTO merge_file VALUES ('m', 0, 'a.pdf', 'application/pdf', 1, ?, 'small')").run(sha256);
  expect(() => db.prepare('DELETE FROM blob').run()).toThrow('FOREIGN KEY constraint failed');
  expect(db.prepare('SELECT state, judged_from_ms FROM merge').all()).toEqual([{ state: 'making', judged_from_ms: 0 }]);
});
