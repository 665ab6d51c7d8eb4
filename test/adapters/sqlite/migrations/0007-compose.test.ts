import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0007 adds compositions and keeps a queued message as it was, with one edition of its content', () => {
  const { before, upgrade } = openDatabaseBefore(7);
  const digest = 'a'.repeat(64);
  before.prepare('INSERT INTO blob (sha256, size_bytes, created_at_ms) VALUES (?, 5, 0)').run(digest);
  before
    .prepare(
      `INSERT INTO outbox (id, account, key, content_digest, content, path, step, correlation_id, created_at_ms, updated_at_ms)
       VALUES ('m1', 't:1', 'k1', 'd', '{}', 'draft', 'sealed', 'c', 0, 0)`,
    )
    .run();
  before
    .prepare(
      `INSERT INTO outbox_attachment (outbox_id, position, name, content_type, size_bytes, sha256, mode)
       VALUES ('m1', 0, 'f', 't', 5, ?, 'small')`,
    )
    .run(digest);
  const db = upgrade();
  expect(db.prepare('SELECT step, content_revision, written_revision, hold_until_ms FROM outbox').all()).toEqual([
    { step: 'sealed', content_revision: 0, written_revision: 0, hold_until_ms: null },
  ]);
  expect(db.prepare('SELECT removing, source_path FROM outbox_attachment').all()).toEqual([
    { removing: 0, source_path: null },
  ]);
  const insert = db.prepare("INSERT INTO composition (outbox_id, revision, text, saved_at_ms) VALUES (?, 1, '{}', 0)");
  insert.run('m1');
  expect(() => insert.run('m2')).toThrow('FOREIGN KEY constraint failed');
});
