import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0004 adds what mailboxes have used and until when they are blocked, and keeps the owner', () => {
  const { before, upgrade } = openDatabaseBefore(4);
  before.prepare('INSERT INTO owner (id, epoch, pid, beat_at_ms) VALUES (1, 9, 7, 5)').run();
  const db = upgrade();
  const insert = db.prepare('INSERT INTO budget_slice (mailbox, kind, start_ms, used) VALUES (?, ?, 600, ?)');
  insert.run('sandbox:sender', 'messages', 1);
  expect(() => insert.run('sandbox:sender', 'messages', 1)).toThrow('UNIQUE constraint failed');
  expect(() => insert.run('sandbox:sender', 'drafts', 1)).toThrow('CHECK constraint failed');
  expect(() => insert.run('sandbox:archive', 'messages', 0)).toThrow('CHECK constraint failed');
  db.prepare("INSERT INTO mailbox_block (mailbox, until_ms) VALUES ('sandbox:sender', 1)").run();
  expect(db.prepare('SELECT epoch FROM owner').all()).toEqual([{ epoch: 9 }]);
  expect(db.prepare('SELECT mailbox, kind, used FROM budget_slice').all()).toEqual([
    { mailbox: 'sandbox:sender', kind: 'messages', used: 1 },
  ]);
});
