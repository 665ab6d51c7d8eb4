import type { JobTotals } from '../../contract/jobs.ts';
import { countWords } from '../ui/format/count-words.ts';
import { formatTime } from '../ui/format/format-time.ts';

const dayMs = 86_400_000;

/** What stands where no dead letter does, and beside the list while nothing is open. */
export function jobsVerdict({ open, lastFailureAt }: JobTotals, nowMs: number): string {
  if (open > 0) return `${countWords(open, 'dead letter needs', 'dead letters need')} you.`;
  if (lastFailureAt === null) return 'Nothing has failed yet.';
  if (nowMs - Date.parse(lastFailureAt) >= dayMs) return 'No failures in 24 h.';
  return `Nothing needs you. The last failure was ${formatTime(lastFailureAt, nowMs)}.`;
}

/** Every job that was ever made is counted by its state. */
export function isFirstUse({ byState, lastFailureAt }: JobTotals): boolean {
  return lastFailureAt === null && Object.values(byState).every((count) => count === 0);
}
