import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { WriteDb } from '../../main/adapters/sqlite/connection.ts';
import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { takeOver } from '../../main/adapters/sqlite/take-over.ts';
import { placeMigratedDatabase } from './migrated-database.ts';

/** A private folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The newest schema in a real file, closed and removed when the test ends. The same folder again: the next owner. */
export function openTestDatabase(dataDir: string = temporaryFolder(), nowMs = 0): WriteDb {
  placeMigratedDatabase(dataDir);
  const db = takeOver(openDatabase(dataDir, nowMs), { pid: process.pid, bootId: null, nowMs });
  onTestFinished(() => void db.connection.close());
  return db;
}
