import { errorCodeOf } from '../error-code-of.ts';

/** No room left, for the user or for one file: the disk, a quota, a limit on the size of files. */
export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(errorCodeOf(error) ?? '');
}
