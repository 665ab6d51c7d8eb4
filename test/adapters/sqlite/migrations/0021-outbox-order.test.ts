import { expect, test } from 'vitest';
import { insertQueuedMessage } from '../../../helpers/insert-queued-message.ts';
import { openDatabaseBefore } from '../../../helpers/open-database-at.ts';

test('0021 leaves messages and their jobs in the order in which they came', () => {
  const { before, upgrade } = openDatabaseBefore(21);
  insertQueuedMessage(before);
  const db = upgrade();
  expect(db.prepare('SELECT place FROM outbox').pluck().all()).toEqual([0]);
  expect(db.prepare("SELECT name FROM pragma_table_info('job') WHERE name = 'place'").pluck().all()).toEqual(['place']);
  const columns = db.prepare('SELECT name FROM pragma_index_info(?)').pluck();
  expect(columns.all('job_best')).toEqual(['lane', 'kind', 'mailbox', 'priority', 'place', 'run_at_ms', 'id']);
  expect(columns.all('job_oldest')).toEqual(['lane', 'kind', 'mailbox', 'place', 'id']);
});
