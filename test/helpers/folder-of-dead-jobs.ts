import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { takeOver } from '../../main/adapters/sqlite/take-over.ts';
import { fillQueue } from '../bench/jobs/fill-queue.ts';
import { temporaryFolder } from './open-test-database.ts';

/** A data folder with so many dead downloads of five causes, over twenty mailboxes; it is removed when the test ends. */
export function folderOfDeadJobs(count: number): string {
  const dataDir = temporaryFolder();
  const nowMs = Date.now();
  const db = takeOver(openDatabase(dataDir, nowMs), { pid: process.pid, bootId: null, nowMs });
  fillQueue(db, count, count, nowMs);
  db.connection.close();
  return dataDir;
}
