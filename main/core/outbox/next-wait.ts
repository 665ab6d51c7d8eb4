import type { Wait, WaitCause } from './outbox-record.ts';

/** The wait to show, counting how often in a row its cause came. */
export function nextWait(last: Wait | null, because: WaitCause, untilMs: number): Wait {
  return { because, untilMs, count: last?.because === because ? last.count + 1 : 1 };
}
