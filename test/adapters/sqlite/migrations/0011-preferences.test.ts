import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0011 adds preferences, which are JSON', () => {
  const { upgrade } = openDatabaseBefore(11);
  const insert = upgrade().prepare('INSERT INTO preference (name, value, updated_at_ms) VALUES (?, ?, 0)');
  insert.run('webhook', '{"port":8443}');
  expect(() => insert.run('other', 'no json')).toThrow('CHECK constraint failed');
});
