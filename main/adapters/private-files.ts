import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { errorCodeOf } from './error-code-of.ts';

/** Creates a folder for its user alone. One that exists keeps its rights. */
export function createPrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/**
 * Creates an empty file for its user alone, or takes everyone else's rights from the one that is there.
 * An existing file is never opened: on POSIX systems closing any descriptor of a file ends all locks that this
 * process holds on it, SQLite's included.
 */
export function createPrivateFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') throw error;
    chmodSync(file, 0o600);
  }
}
