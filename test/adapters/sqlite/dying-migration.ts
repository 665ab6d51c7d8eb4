import BetterSqlite3 from 'better-sqlite3';
import { loadMigrations } from '../../../main/adapters/sqlite/load-migrations.ts';
import { migrate } from '../../../main/adapters/sqlite/migrate.ts';
import { splitStatements } from './split-statements.ts';

/** A process that is killed after statement `survived` of migration `number`, in the middle of its transaction. */
const [file = '', number = '', survived = ''] = process.argv.slice(2);
const connection = new BetterSqlite3(file);
connection.function('die', { directOnly: false }, () => process.kill(process.pid, 'SIGKILL'));
const upTo = loadMigrations().filter((migration) => migration.number <= Number(number));
const deadly = upTo.map((migration) => {
  if (migration.number !== Number(number)) return migration;
  const statements = splitStatements(migration.text);
  return { ...migration, text: statements.toSpliced(Number(survived), 0, 'SELECT die();').join('\n') };
});
migrate(connection, deadly, 0);
