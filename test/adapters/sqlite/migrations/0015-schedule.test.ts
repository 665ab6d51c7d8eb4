import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0015 adds the time to leave and the wish to have it back, which messages of before do not have', () => {
  const { before, upgrade } = openDatabaseBefore(15);
  before.exec(`INSERT INTO outbox (id, account, key, content_digest, content, path, correlation_id, created_at_ms, updated_at_ms)
    VALUES ('m1', 'a', 'k', 'd', '{}', 'draft', 'c', 1, 1)`);
  const upgraded = upgrade();
  expect(upgraded.prepare('SELECT send_at_ms, recall_asked_at_ms FROM outbox').all()).toEqual([
    { send_at_ms: null, recall_asked_at_ms: null },
  ]);
});
