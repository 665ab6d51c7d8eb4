import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MailroomError } from '../../core/mailroom-error.ts';
import { errorCodeOf } from '../error-code-of.ts';

export interface DescribedError {
  readonly errorName: string;
  readonly errorCode?: string;
  /** Places in our own files, innermost first. */
  readonly at?: string;
}

const MOST_PLACES = 6;
const isSource = import.meta.filename.endsWith('.ts');
const ourFolder = isSource ? join(import.meta.dirname, '../../..') : import.meta.dirname;
/** As a stack names our files: by address, or by path where something loaded them by itself. */
const prefixes = [`${pathToFileURL(ourFolder).href}/`, `${ourFolder}/`, `${ourFolder}\\`];

/** An error without its message, which may quote anything: its kind, its code and where in our own files it came from. */
export function describeError(error: unknown): DescribedError {
  const name = error instanceof Error ? error.constructor.name : typeof error;
  const code = error instanceof MailroomError ? error.code : errorCodeOf(error);
  const at = error instanceof Error ? placesOf(error) : '';
  return {
    errorName: /^\w{1,60}$/.test(name) ? name : 'Error',
    ...(code === null || !/^\w{1,60}$/.test(code) ? {} : { errorCode: code }),
    ...(at === '' ? {} : { at }),
  };
}

/** A stack begins with the message, of any number of lines, which may look like places. */
function placesOf({ message, stack = '' }: Error): string {
  const frames = stack.slice(stack.indexOf(message) + message.length).split('\n');
  return frames
    .flatMap((frame) => placeIn(frame) ?? [])
    .slice(0, MOST_PLACES)
    .join(' < ');
}

function placeIn(frame: string): string | null {
  const prefix = prefixes.find((known) => frame.includes(known));
  if (prefix === undefined) return null;
  const place = frame.slice(frame.indexOf(prefix) + prefix.length);
  return /^(?!node_modules)[\w./\\-]+:\d+:\d+(?=\)?$)/.exec(place)?.[0] ?? null;
}
