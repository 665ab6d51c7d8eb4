import BetterSqlite3 from 'better-sqlite3';
import { MailroomError } from '../../core/mailroom-error.ts';

/** SQLite says FULL for ENOSPC alone; a used-up quota and a file-size limit are write errors to it. */
const NO_ROOM = new Set(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE']);

/**
 * Turns what the disk or another program did to the database into a coded error that keeps its cause.
 * Everything else, broken constraints included, is returned as it came: those are for the caller to know.
 */
export function explainSqliteError(error: unknown): unknown {
  if (!(error instanceof BetterSqlite3.SqliteError)) return error;
  const details = { sqlite_code: error.code };
  if (NO_ROOM.has(error.code)) {
    return new MailroomError('disk_full', {
      message:
        'The disk took no more: it is full, a quota is used up, or it is failing. The last change was not made; everything saved before it is safe.',
      remediation: 'Free some space on the disk that holds the data folder; the work then continues.',
      details,
      retriable: true,
      cause: error,
    });
  }
  switch (error.code.split('_')[1]) {
    case 'BUSY':
    case 'LOCKED':
      return new MailroomError('data_folder_busy', {
        message: 'Another program holds the database. The last change was not made.',
        remediation: 'Close the program that opened the database in the data folder, for example a database browser.',
        details,
        retriable: true,
        cause: error,
      });
    case 'IOERR':
    case 'CORRUPT':
    case 'NOTADB':
    case 'CANTOPEN':
    case 'READONLY':
    case 'PERM':
    case 'PROTOCOL':
      return new MailroomError('database_unsafe', {
        message: 'The database in the data folder could not be read or written. The last change was not made.',
        remediation: 'Check the disk, its free space and the permissions of the data folder, then start again.',
        details,
        cause: error,
      });
    default:
      return error;
  }
}
