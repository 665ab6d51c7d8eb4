import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0005 adds accounts and sealed secrets and keeps the owner', () => {
  const { before, upgrade } = openDatabaseBefore(5);
  before.prepare('INSERT INTO owner (id, epoch, pid, beat_at_ms) VALUES (1, 9, 7, 5)').run();
  const db = upgrade();
  const insert = db.prepare(`
    INSERT INTO account (id, address, tenant, cloud, state, scopes, created_at_ms, updated_at_ms)
    VALUES (?, 'a@sandbox.example', 't', 'sandbox', ?, ?, 0, 0)`);
  insert.run('t:1', 'connected', '[]');
  expect(() => insert.run('t:2', 'signedOut', '[]')).toThrow('CHECK constraint failed');
  expect(() => insert.run('t:2', 'connected', 'Mail.Send')).toThrow('CHECK constraint failed');
  db.prepare("INSERT INTO sealed (name, value, updated_at_ms) VALUES ('msal:t:1', 'v1.x', 0)").run();
  expect(db.prepare('SELECT id FROM account WHERE address = ?').all('A@Sandbox.example')).toEqual([{ id: 't:1' }]);
  expect(db.prepare('SELECT epoch FROM owner').all()).toEqual([{ epoch: 9 }]);
});
