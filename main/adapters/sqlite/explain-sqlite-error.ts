import BetterSqlite3 from 'better-sqlite3';
import { MailroomError } from '../../core/mailroom-error.ts';

/**
 * Turns what the disk or another program did to the database into a coded error that keeps its cause.
 * Everything else, broken constraints included, is returned as it came: those are for the caller to know.
 */
export function explainSqliteError(error: unknown): unknown {
  if (!(error instanceof BetterSqlite3.SqliteError)) return error;
  const [, family] = error.code.split('_');
  const details = { sqlite_code: error.code };
  switch (family) {
    case 'FULL':
      return new MailroomError('disk_full', {
        message: 'The disk is full. The last change was not made; everything saved before it is safe.',
        remediation: 'Free some space on the disk that holds the data folder; the work then continues.',
        details,
        retriable: true,
        cause: error,
      });
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
