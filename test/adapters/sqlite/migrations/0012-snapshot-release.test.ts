import { expect, test } from 'vitest';
import { insertQueuedMessage } from '../../../helpers/insert-queued-message.ts';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0012 lets every file hold the snapshot it had, and keeps all else of it', () => {
  const { before, upgrade } = openDatabaseBefore(12);
  const digest = insertQueuedMessage(before);
  before.exec(`UPDATE outbox_attachment SET ordinal = 3, removing = 1, step = 'open', sealed_upload_url = 'sealed',
    session_expires_at_ms = 9, confirmed_bytes = 2, remote_id = 'r', content_id = 'c', source_path = '/p',
    source_size_bytes = 5, source_modified_ms = 1.5, restart_bytes = 4, restart_why = 'w'`);
  const file = before.prepare('SELECT * FROM outbox_attachment').get() as object;
  const db = upgrade();
  expect(db.prepare('SELECT * FROM outbox_attachment').all()).toEqual([{ ...file, snapshot: digest }]);
});

test('0012 keeps the hash of what was sent when its bytes may go, and the bytes as long as they are held', () => {
  const { before, upgrade } = openDatabaseBefore(12);
  const digest = insertQueuedMessage(before);
  const db = upgrade();
  const deleteBlob = db.prepare('DELETE FROM blob WHERE sha256 = ?');
  const hold = db.prepare('UPDATE outbox_attachment SET snapshot = ?');
  expect(() => deleteBlob.run(digest)).toThrow('FOREIGN KEY constraint failed');
  expect(() => hold.run('b'.repeat(64))).toThrow('CHECK constraint failed');
  hold.run(null);
  deleteBlob.run(digest);
  expect(db.prepare('SELECT sha256 FROM outbox_attachment').pluck().all()).toEqual([digest]);
  expect(() => hold.run(digest)).toThrow('FOREIGN KEY constraint failed');
});
