import { expect, test } from 'vitest';
import { insertQueuedMessage } from '../../../helpers/insert-queued-message.ts';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0007 adds compositions and keeps a queued message as it was, with one edition of its content', () => {
  const { before, upgrade } = openDatabaseBefore(7);
  insertQueuedMessage(before);
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
