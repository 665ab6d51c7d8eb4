import { expect, test } from 'vitest';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0014 adds measures in steps of a minute and of ten, alerts and silences', () => {
  const { upgrade } = openDatabaseBefore(16);
  const db = upgrade();
  const insert = db.prepare('INSERT INTO health_sample (step_ms, at_ms, backlog) VALUES (?, ?, 1.5)');
  insert.run(60_000, 120_000);
  insert.run(600_000, 600_000);
  expect(() => insert.run(60_000, 120_001)).toThrow('CHECK constraint failed');
  expect(() => insert.run(1_000, 1_000)).toThrow('CHECK constraint failed');
  expect(() => insert.run(60_000, 120_000)).toThrow('UNIQUE constraint failed');
  expect(db.prepare('SELECT errors FROM health_sample').pluck().all()).toEqual([null, null]);
  expect(db.prepare('SELECT * FROM health_alert').all()).toEqual([]);
  expect(db.prepare('SELECT * FROM health_silence').all()).toEqual([]);
});
