import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { declaredStatements } from '../../../main/adapters/sqlite/statement.ts';
import { openTestDatabase } from '../../helpers/open-test-database.ts';

test('every declared statement fits the newest schema', async () => {
  const folder = join(import.meta.dirname, '../../../main/adapters/sqlite');
  for (const file of globSync('**/*.ts', { cwd: folder })) await import(join(folder, file));
  const { connection } = openTestDatabase();
  const statements = declaredStatements();
  expect(statements.length).toBeGreaterThan(2);
  for (const text of statements) expect(() => connection.prepare(text)).not.toThrow();
});
