import { randomUUID } from 'node:crypto';
import { basename, isAbsolute } from 'node:path';
import { MailroomError } from '../core/mailroom-error.ts';

/** Who calls: a window gets what a person may see and choose, a program of this user also what has to do with paths. */
export type Caller = 'window' | 'program';

/** A wire that does not say who is behind it serves a window. */
export function callerOf(context: Readonly<Record<string, unknown>>): Caller {
  return context['caller'] === 'program' ? 'program' : 'window';
}

export interface FolderGrants {
  grant(folder: string): { grant: string; name: string };
  /** The folder that a caller means. */
  resolve(folder: string, caller: Caller): string;
}

/** The newest ones count; a person who chose a folder saves into it soon. */
const MOST_GRANTS = 50;

/**
 * Words that stand for folders which a person chose in the system's own dialog. A window never names a path: one that
 * was taken over by what it showed could otherwise have files written where the system runs them.
 */
export function folderGrants(): FolderGrants {
  const folders = new Map<string, string>();
  return {
    grant(folder) {
      const path = absolute(folder);
      const grant = randomUUID();
      folders.set(grant, path);
      const [oldest] = folders.keys();
      if (folders.size > MOST_GRANTS && oldest !== undefined) folders.delete(oldest);
      return { grant, name: basename(path) || path };
    },
    resolve(folder, caller) {
      const granted = folders.get(folder);
      if (granted !== undefined) return granted;
      if (caller === 'program') return absolute(folder);
      throw new MailroomError('folder_unusable', {
        message: 'The choice of that folder does not count any more. Nothing was saved.',
        remediation: 'Choose it again.',
        field: 'folder',
      });
    },
  };
}

export function onlyForPrograms(caller: Caller): void {
  if (caller === 'program') return;
  throw new MailroomError('usage_error', {
    message: 'A window may not ask for this. Nothing was done.',
    remediation: 'Use what the desktop offers, or the command line.',
  });
}

function absolute(folder: string): string {
  if (isAbsolute(folder)) return folder;
  throw new MailroomError('folder_unusable', {
    message: 'The folder is not named by its whole path. Nothing was saved.',
    remediation: 'Name it from the root on.',
    field: 'folder',
  });
}
