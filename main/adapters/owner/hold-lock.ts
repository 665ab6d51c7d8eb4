import BetterSqlite3 from 'better-sqlite3';
import { errorCodeOf } from '../error-code-of.ts';
import { createPrivateFile } from '../private-files.ts';
import { explainSqliteError } from '../sqlite/explain-sqlite-error.ts';

/** Two that ask in the same instant can each see the other and both step back: they ask again for this long. */
const ASK_AGAIN_MS = 30;

export interface HeldLock {
  isHeld(): boolean;
  release(): void;
}

/**
 * Takes a lock that the operating system ends with the process, however it dies: an empty SQLite file in an
 * exclusive transaction. It excludes other processes and a second caller in this one. Null when someone else has it.
 */
export function holdLock(file: string): HeldLock | null {
  createPrivateFile(file);
  const connection = new BetterSqlite3(file, { timeout: ASK_AGAIN_MS });
  try {
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    if (errorCodeOf(error) === 'SQLITE_BUSY') return null;
    throw explainSqliteError(error);
  }
  return { isHeld: () => connection.open, release: () => void connection.close() };
}
