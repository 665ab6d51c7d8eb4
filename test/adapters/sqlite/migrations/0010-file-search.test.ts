import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0010 makes room for the words of files, counts what is there and follows every change of it', () => {
  const { before, upgrade } = openDatabaseBefore(10);
  before.prepare("INSERT INTO message (id, account, message_id, noticed_at_ms) VALUES (1, 't:u', 'm', 0)").run();
  before.exec(`${row(1, 0)}; ${row(2, 0)}; ${row(3, 1)}`);
  const db = upgrade();
  const counts = () => db.prepare('SELECT * FROM file_count').all();

  expect(counts()).toEqual([{ period: 0, shown: 2, inline: 1 }]);
  db.exec(row(4, 1));
  db.exec(row(2 ** 38 + 5, 0));
  db.exec('UPDATE file SET is_inline = 1 WHERE id = 1');
  db.exec("UPDATE file SET state = 'gone' WHERE id = 1");
  db.exec('DELETE FROM file WHERE id = 2');
  expect(counts()).toEqual([
    { period: 0, shown: 0, inline: 3 },
    { period: 1, shown: 1, inline: 0 },
  ]);
  expect(db.prepare('SELECT version FROM file_version').pluck().get()).toBe(5);
  expect(() => db.prepare("INSERT INTO file_view VALUES ('a', 'Mine', 'no json', 0)").run()).toThrow('CHECK');
});

function row(id: number, isInline: number): string {
  return `INSERT INTO file (id, message, attachment_id, kind, name, content_type, is_inline, type, queued_at_ms, account,
      received_at_ms, sender)
    VALUES (${id}, 1, '${id}', 'file', 'a.pdf', 'x/y', ${isInline}, 'pdf', 0, 't:u', 0, '')`;
}
