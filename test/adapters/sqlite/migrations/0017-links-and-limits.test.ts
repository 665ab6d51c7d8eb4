import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0017 keeps every file an attachment, and learns one limit for each mailbox', () => {
  const { upgrade } = openDatabaseBefore(17);
  const db = upgrade();
  const columns = db.prepare('SELECT name, dflt_value FROM pragma_table_info(?)').all('outbox_attachment');
  expect(columns).toEqual(
    expect.arrayContaining([
      { name: 'is_link', dflt_value: '0' },
      { name: 'wants_link', dflt_value: '0' },
    ]),
  );
  const insert = db.prepare('INSERT INTO learnt_limit (account, refused_bytes, at_ms) VALUES (?, ?, 1)');
  insert.run('a', 39_000_000);
  expect(() => insert.run('a', 1)).toThrow('UNIQUE constraint failed');
  expect(() => insert.run('b', 0)).toThrow('CHECK constraint failed');
});
