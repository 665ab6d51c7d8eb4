import { expect, test } from 'vitest';
import { insertQueuedMessage } from '../../../helpers/insert-queued-message.ts';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0009 keeps files as they were, and a restart with its reason or not at all', () => {
  const { before, upgrade } = openDatabaseBefore(9);
  insertQueuedMessage(before);
  const db = upgrade();
  expect(db.prepare('SELECT restart_bytes, restart_why FROM outbox_attachment').all()).toEqual([
    { restart_bytes: null, restart_why: null },
  ]);
  const change = db.prepare('UPDATE outbox_attachment SET restart_bytes = ?, restart_why = ?');
  change.run(10, 'the upload window closed');
  expect(() => change.run(10, null)).toThrow('CHECK constraint failed');
  expect(() => change.run(0, 'nothing was there')).toThrow('CHECK constraint failed');
});
