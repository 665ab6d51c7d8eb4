import { errorCodeOf } from '../adapters/error-code-of.ts';
import { MailroomError } from '../core/mailroom-error.ts';

/** What the file system has against the data folder, with what to do about it. Every other error is returned as it came. */
export function explainFolderError(error: unknown): unknown {
  const code = errorCodeOf(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new MailroomError('disk_full', {
        message:
          'The disk that holds the data folder takes no more. Nothing was started; everything saved before is safe.',
        remediation: 'Free some space on it and start again.',
        details: { code },
        retriable: true,
        cause: error,
      });
    case 'EEXIST':
    case 'ENOTDIR':
      return unusable('is a file, or lies below one', code, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return unusable('may not be written by this user', code, error);
    default:
      return error;
  }
}

function unusable(what: string, code: string, cause: unknown): MailroomError {
  return new MailroomError('config_invalid', {
    message: `The data folder ${what}. Nothing was started.`,
    remediation: 'Name another folder with --data-dir or MAILROOM_DATA_DIR, or correct its permissions.',
    field: 'dataDir',
    details: { code },
    cause,
  });
}
