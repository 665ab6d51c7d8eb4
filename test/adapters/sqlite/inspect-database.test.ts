import { expect, test } from 'vitest';
import { inspectDatabase } from '../../../main/adapters/sqlite/inspect-database.ts';
import { loadMigrations } from '../../../main/adapters/sqlite/load-migrations.ts';
import { openTestDatabase } from '../../helpers/open-test-database.ts';

test('a look into the database counts its rows and names its migrations, and lets others have their turn', async () => {
  const db = openTestDatabase();
  db.connection.exec(`INSERT INTO preference (name, value, updated_at_ms) VALUES ('a', '1', 0), ('b', '2', 0)`);
  let pauses = 0;
  const found = await inspectDatabase(db, () => {
    pauses += 1;
    return Promise.resolve();
  });
  expect(found).toMatchObject({ faults: [], migrations: loadMigrations().map(({ name }) => name) });
  expect(found.rows).toMatchObject({ preference: 2, outbox: 0 });
  expect(found.sizeBytes).toBeGreaterThan(0);
  expect(pauses).toBeGreaterThanOrEqual(Object.keys(found.rows).length);
});

test('a look into the database finds what is not as it must be, without telling what it holds', async () => {
  const db = openTestDatabase();
  db.connection.pragma('ignore_check_constraints = ON');
  db.connection.exec(`INSERT INTO preference (name, value, updated_at_ms) VALUES ('secret name', 'no json', 0)`);
  db.connection.pragma('ignore_check_constraints = OFF');
  const { faults } = await inspectDatabase(db, () => Promise.resolve());
  expect(faults).toEqual(['CHECK constraint failed in preference']);
});
