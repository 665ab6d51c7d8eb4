import { expect, test } from 'vitest';
import { insertQueuedMessage } from '../../../helpers/insert-queued-message.ts';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0008 keeps blobs and what refers to them, and takes files of no bytes from then on', () => {
  const { before, upgrade } = openDatabaseBefore(8);
  const digest = insertQueuedMessage(before);
  const db = upgrade();
  expect(db.prepare('SELECT * FROM blob').all()).toEqual([{ sha256: digest, size_bytes: 5, created_at_ms: 7 }]);
  const insertBlob = db.prepare('INSERT INTO blob (sha256, size_bytes, created_at_ms) VALUES (?, ?, 0)');
  insertBlob.run('e'.repeat(64), 0);
  expect(() => db.prepare('DELETE FROM blob WHERE sha256 = ?').run(digest)).toThrow('FOREIGN KEY constraint failed');
});

test('0008 refuses a stored file without its bytes, and the same attachment twice', () => {
  const { upgrade } = openDatabaseBefore(8);
  const db = upgrade();
  db.prepare("INSERT INTO message (id, account, message_id, noticed_at_ms) VALUES (1, 't:1', 'AbC', 0)").run();
  db.prepare("INSERT INTO message (id, account, message_id, noticed_at_ms) VALUES (2, 't:1', 'aBc', 0)").run();
  const insert = db.prepare(
    `INSERT INTO file (id, message, attachment_id, kind, name, content_type, is_inline, type, state, sha256, size_bytes,
       stored_at_ms, queued_at_ms, account, received_at_ms, sender)
     VALUES (?, ?, 'a1', 'file', 'n', 't', 0, 'other', ?, ?, ?, ?, 0, 't:1', 0, 's')`,
  );
  insert.run(1, 1, 'queued', null, null, null);
  expect(() => insert.run(2, 1, 'queued', null, null, null)).toThrow('UNIQUE constraint failed');
  expect(() => insert.run(3, 2, 'stored', null, null, null)).toThrow('CHECK constraint failed');
  expect(() => insert.run(4, 2, 'stored', 'f'.repeat(64), 1, 0)).toThrow('FOREIGN KEY constraint failed');
});
