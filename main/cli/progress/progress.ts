import type { Output } from '../output.ts';
import type { WatchedRow } from './describe-progress.ts';
import { createLiveProgress } from './live-progress.ts';
import { createPlainProgress } from './plain-progress.ts';

/** Shows on stderr how far messages are. `stop` must be called, or a terminal's live lines keep the process alive. */
export interface Progress {
  show(row: WatchedRow): void;
  stop(): void;
}

export function createProgress(out: Output, env: Record<string, string | undefined>): Progress {
  if (out.quiet) return { show() {}, stop() {} };
  const isLive = out.stderr.isTTY && env['TERM'] !== 'dumb';
  return isLive ? createLiveProgress(out.stderr, Date.now) : createPlainProgress((line) => out.say(line), Date.now);
}
