/** Builds the database of the benchmark in a process of its own: `node build-files-process.ts FOLDER FILES SEED`. */
import { openDatabase } from '../../../main/adapters/sqlite/open-database.ts';
import { takeOver } from '../../../main/adapters/sqlite/take-over.ts';
import { type InsertedMessage, insertFiles } from '../../helpers/insert-file.ts';
import { believableMail, benchMailboxes } from './believable-mail.ts';

const BATCH = 1_000;
const [folder = '', files = '', seed = ''] = process.argv.slice(2);
const db = takeOver(openDatabase(folder, 0), { pid: process.pid, bootId: null, nowMs: 0 });
// Nothing in it is worth a sync.
db.connection.pragma('synchronous = OFF');
const insertAccount = db.connection.prepare(
  "INSERT INTO account (id, address, name, tenant, cloud, state, scopes, created_at_ms, updated_at_ms) VALUES (?, ?, NULL, 'bench', 'sandbox', 'connected', '[]', 0, 0)",
);
for (const mailbox of benchMailboxes) insertAccount.run(`bench:${mailbox}`, `${mailbox}@sandbox.example`);
let batch: InsertedMessage[] = [];
for (const message of believableMail(Number(files), Number(seed))) {
  batch.push(message);
  if (batch.length < BATCH) continue;
  insertFiles(db, batch);
  batch = [];
}
insertFiles(db, batch);
db.connection.pragma('wal_checkpoint(TRUNCATE)');
db.connection.close();
