import type { ReplayRow } from '../../contract/jobs.ts';
import { countWords, formatCount } from '../ui/format/count-words.ts';
import { formatTime } from '../ui/format/format-time.ts';
import type { Tone } from '../ui/tone.ts';

/** Where a replay stands: "87 of 214 moved, 80 done, 2 failed". */
export function replayProgress({ moved, total, skipped, succeeded, failed }: ReplayRow): string {
  const parts = [
    `${formatCount(moved)} of ${formatCount(total)} moved`,
    skipped === 0 ? null : `${formatCount(skipped)} skipped`,
    succeeded === 0 ? null : `${formatCount(succeeded)} done`,
    failed === 0 ? null : `${formatCount(failed)} failed`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

export function replayState(row: ReplayRow, nowMs: number): { readonly words: string; readonly tone: Tone } {
  const ended = row.endedAt === null ? '' : ` ${formatTime(row.endedAt, nowMs)}`;
  switch (row.state) {
    case 'running':
      return { words: `Replaying, ${formatCount(row.pace.perMinute)} a minute`, tone: 'petrol' };
    case 'stopped':
      return { words: `Stopped${ended}`, tone: 'amber' };
    case 'stoppedByRule':
      return { words: `Stopped by its rule${ended}: too many failed again`, tone: 'brick' };
    case 'finished':
      return { words: `Finished${ended}`, tone: row.failed > 0 ? 'amber' : 'moss' };
  }
}

/** What stopping leaves as it is: a verb without the word before it. */
export function keptWords({ moved }: Pick<ReplayRow, 'moved'>): string {
  return moved === 0 ? 'moves nothing more' : `keeps the ${formatCount(moved)} already moved`;
}

const shownForMs = 3_600_000;
const openForMs = 86_400_000;

/** What is shown above the list: what runs, what stopped within a day, and what finished within the hour. */
export function shownReplays(rows: readonly ReplayRow[], nowMs: number): readonly ReplayRow[] {
  return rows.filter(({ state, endedAt }) => {
    if (endedAt === null) return true;
    return nowMs - Date.parse(endedAt) < (state === 'finished' ? shownForMs : openForMs);
  });
}

export function startedWords({ total }: Pick<ReplayRow, 'total'>): string {
  return `Replay started: ${countWords(total, 'job')}`;
}
