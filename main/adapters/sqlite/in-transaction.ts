import { MailroomError } from '../../core/mailroom-error.ts';
import type { ReadDb, WriteDb } from './connection.ts';
import { explainSqliteError } from './explain-sqlite-error.ts';
import { readRow } from './run-statement.ts';
import { sql } from './statement.ts';

const selectEpoch = sql<null, { epoch: number }>('SELECT epoch FROM owner WHERE id = 1');

/** Nothing can be assigned where a promise would be returned. */
type Immediate<T> = [T] extends [never] ? unknown : T extends PromiseLike<unknown> ? never : unknown;

/**
 * Runs `work` as one transaction: all of it is on disk when this returns, or none of it ever happened.
 * Inside another transaction it becomes a part of that one. `work` is synchronous, so that nothing can come between.
 * Throws `data_folder_busy` when another process has taken the data folder over since.
 */
export function inTransaction<T>(db: WriteDb, work: (() => T) & Immediate<T>): T {
  try {
    const outermost = !db.connection.inTransaction;
    const beganMs = performance.now();
    const result = db.connection
      .transaction(() => {
        if (outermost) assertStillOwner(db);
        return work();
      })
      .immediate();
    if (outermost) for (const told of db.onCommit) told(performance.now() - beganMs);
    return result;
  } catch (error) {
    throw explainSqliteError(error);
  }
}

/** BEGIN IMMEDIATE holds the write lock, so an epoch read after it stays true until the commit. */
function assertStillOwner(db: WriteDb): void {
  const newest = readEpoch(db);
  if (newest === db.epoch) return;
  throw new MailroomError('data_folder_busy', {
    message: 'Another Mailroom has taken over this data folder. This one changed nothing more.',
    remediation: 'Close this window or command and go on in the other one.',
    details: { epoch: db.epoch, newest_epoch: newest },
  });
}

/** The number of the newest ownership, 0 before the first. */
export function readEpoch(db: ReadDb): number {
  return readRow(db, selectEpoch)?.epoch ?? 0;
}
