import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0019 allows one signature for new messages and one for replies in each mailbox', () => {
  const db = openDatabaseBefore(19).upgrade();
  const add = (id: string, account: string, forNew: number, forReplies: number): void => {
    db.prepare(`INSERT INTO signature VALUES (?, ?, ?, '', ?, ?, 0)`).run(id, account, id, forNew, forReplies);
  };
  add('a', 't:u', 1, 0);
  add('b', 't:u', 0, 1);
  add('c', 't:other', 1, 1);
  expect(() => add('d', 't:u', 1, 0)).toThrow(/UNIQUE/);
  expect(() => add('e', 't:u', 0, 1)).toThrow(/UNIQUE/);
  db.exec(`INSERT INTO signature_picture VALUES ('a', 'logo', 'logo.png', 'image/png', x'00')`);
  expect(() =>
    db.exec(`INSERT INTO signature_picture VALUES ('a', 'big', 'b.png', 'image/png', zeroblob(500001))`),
  ).toThrow(/CHECK/);
});
