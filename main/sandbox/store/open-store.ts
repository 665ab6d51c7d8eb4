import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import SqliteDatabase from 'better-sqlite3';
import { inboundSchema } from './inbound-schema.ts';
import { subscriptionSchema } from '../subscriptions/subscription-schema.ts';
import { reportSchema } from './report-store.ts';
import { driveSchema } from '../drive/drive-schema.ts';
import { schema } from './schema.ts';
import { createRoleMailboxes } from '../users.ts';

/**
 * Opens the tenant's own database. Every answer is given after its commit, so what was accepted survives a SIGKILL;
 * a power cut may take the last moments, which a rehearsal service may lose.
 */
export function openStore(stateDir: string): Database {
  mkdirSync(join(stateDir, 'bytes'), { recursive: true, mode: 0o700 });
  const db = new SqliteDatabase(join(stateDir, 'sandbox.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.exec(schema);
  db.exec(inboundSchema);
  db.exec(driveSchema);
  db.exec(reportSchema);
  db.exec(subscriptionSchema);
  compileOnce(db);
  db.transaction(() => createRoleMailboxes(db))();
  return db;
}

/** The same text is the same statement: compiling it takes longer than most of them run. */
function compileOnce(db: Database): void {
  const compile = db.prepare.bind(db);
  const compiled = new Map<string, ReturnType<typeof compile>>();
  db.prepare = ((text: string) => {
    const statement = compiled.get(text) ?? compile(text);
    compiled.set(text, statement);
    return statement;
  }) as typeof compile;
}
