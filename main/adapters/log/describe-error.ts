import { MailroomError } from '../../core/mailroom-error.ts';
import { errorCodeOf } from '../error-code-of.ts';

export interface DescribedError {
  readonly errorName: string;
  readonly errorCode?: string;
  /** Places in our own files, innermost first. */
  readonly at?: string;
}

const MOST_PLACES = 6;

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
  const from = stack.indexOf(message) + message.length;
  return [
    ...stack
      .slice(from)
      .matchAll(/^ {4}at (?:[^()\n]*\()?(?:file:\/\/)?\S*?\/((?:main|contract)\/[\w/.-]+\.[jt]s:\d+:\d+)\)?$/gm),
  ]
    .slice(0, MOST_PLACES)
    .map(([, place]) => place)
    .join(' < ');
}
