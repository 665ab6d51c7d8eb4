import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0003 adds the queue, with one live job for a key, and keeps the stored files', () => {
  const { before, upgrade } = openDatabaseBefore(3);
  before.prepare('INSERT INTO blob (sha256, size_bytes, created_at_ms) VALUES (?, 1, 0)').run('0'.repeat(64));
  const db = upgrade();
  const insert = db.prepare(`
    INSERT INTO job (kind, lane, mailbox, dedupe_key, payload, payload_version, title, priority, state, run_at_ms,
      created_at_ms, max_attempts)
    VALUES ('sample', 'small', 'sandbox:anna', 'sample:1', :payload, 1, 'A sandbox job', 100, :state, 0, 0, 10)`);
  insert.run({ payload: '{}', state: 'done' });
  insert.run({ payload: '{}', state: 'parked' });
  expect(() => insert.run({ payload: '{}', state: 'ready' })).toThrow('UNIQUE constraint failed');
  expect(() => insert.run({ payload: '{', state: 'done' })).toThrow('CHECK constraint failed');
  expect(() => insert.run({ payload: '{}', state: 'leased' })).toThrow('CHECK constraint failed');
  expect(() => insert.run({ payload: '{}', state: 'dead' })).toThrow('CHECK constraint failed');
  expect(db.prepare('SELECT count(*) AS blobs FROM blob').all()).toEqual([{ blobs: 1 }]);
});
