import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0006 adds the outbox with its files and its journal, and keeps the stored files', () => {
  const { before, upgrade } = openDatabaseBefore(6);
  const digest = 'a'.repeat(64);
  before.prepare('INSERT INTO blob (sha256, size_bytes, created_at_ms) VALUES (?, 5, 0)').run(digest);
  const db = upgrade();
  const message = db.prepare(`
    INSERT INTO outbox (id, account, key, content_digest, content, path, step, correlation_id, created_at_ms, updated_at_ms)
    VALUES (?, 't:1', ?, 'd', '{}', 'draft', ?, 'c', 0, 0)`);
  message.run('m1', 'k1', 'staged');
  expect(() => message.run('m2', 'k1', 'staged')).toThrow('UNIQUE constraint failed');
  expect(() => message.run('m2', 'k2', 'lost')).toThrow('CHECK constraint failed');
  const file = db.prepare(`
    INSERT INTO outbox_attachment (outbox_id, position, name, content_type, size_bytes, sha256, mode, confirmed_bytes)
    VALUES ('m1', ?, 'f', 't', 5, ?, 'small', ?)`);
  file.run(0, digest, 5);
  expect(() => file.run(1, digest, 6)).toThrow('CHECK constraint failed');
  expect(() => file.run(1, 'b'.repeat(64), 0)).toThrow('FOREIGN KEY constraint failed');
  expect(db.prepare('SELECT sha256 FROM blob').all()).toEqual([{ sha256: digest }]);
  expect(db.prepare('SELECT step, sends FROM outbox').all()).toEqual([{ step: 'staged', sends: 0 }]);
});
