import { describeError } from '../adapters/log/describe-error.ts';

/** What a process says last of an error that nobody foresaw: a line as in the log, without the error's own words. */
export function crashLine(thrown: unknown): string {
  const time = new Date().toISOString();
  return JSON.stringify({ level: 'error', time, event: 'process.crashed', ...describeError(thrown) });
}
