import { expect, test } from 'vitest';
import { insertQueuedMessage } from '../../../helpers/insert-queued-message.ts';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0022 begins with nothing known about what came back, and no Inbox looked through', () => {
  const { before, upgrade } = openDatabaseBefore(22);
  insertQueuedMessage(before);
  const db = upgrade();
  expect(db.prepare('SELECT verdicts FROM outbox').pluck().all()).toEqual(['[]']);
  expect(() => db.prepare("UPDATE outbox SET verdicts = 'no json'").run()).toThrow('CHECK constraint failed');
  const insert = db.prepare('INSERT INTO bounce_look (account, seen_to_ms, looked_at_ms) VALUES (?, ?, ?)');
  insert.run('tenant:user', 1, 2);
  expect(() => insert.run('tenant:user', 3, 4)).toThrow('UNIQUE constraint failed');
});
