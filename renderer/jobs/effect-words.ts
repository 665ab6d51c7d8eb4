import type { ReplayEffect, ReplayPace } from '../../contract/jobs.ts';
import { countWords, formatCount } from '../ui/format/count-words.ts';
import { formatBytes } from '../ui/format/format-bytes.ts';

/** What would happen, in one sentence: "Will download 202 files, 4.1 GB; skip 12 already stored; send 0 messages." */
export function effectWords({ willReplay, downloads, sends, other }: ReplayEffect): string {
  if (willReplay === 0) return 'Nothing would happen: no job of the scope can be replayed.';
  const parts = [
    ...downloadParts(downloads),
    other === 0 ? null : `do ${countWords(other, 'other job')}`,
    `send ${countWords(sends, 'message')}`,
  ];
  return `Will ${parts.filter((part) => part !== null).join('; ')}.`;
}

function downloadParts({ jobs, files, bytes, alreadyStored, unlisted }: ReplayEffect['downloads']): (string | null)[] {
  if (jobs === 0) return [];
  const known = files === 0 && unlisted > 0 ? null : `download ${countWords(files, 'file')}, ${formatBytes(bytes)}`;
  return [
    known,
    unlisted === 0 ? null : `read ${countWords(unlisted, 'message')} whose files are not known yet`,
    alreadyStored === 0 ? null : `skip ${formatCount(alreadyStored)} already stored`,
  ];
}

/** "The disk has 61 GB free.", and louder where that is too little. */
export function roomWords({ downloads, freeBytes }: ReplayEffect): {
  readonly words: string;
  readonly isEnough: boolean;
} {
  const isEnough = downloads.bytes <= freeBytes;
  const words = `The disk has ${formatBytes(freeBytes)} free${isEnough ? '' : ': too little for all of it'}.`;
  return { words, isEnough };
}

/** How many will move: the cap counts. */
export function movedCount(effect: ReplayEffect, { cap }: Pick<ReplayPace, 'cap'>): number {
  return Math.min(effect.willReplay, cap ?? effect.willReplay);
}

/** The button repeats the effect: "Replay 202 downloads". */
export function replayButton(effect: ReplayEffect | null, pace: Pick<ReplayPace, 'cap'>): string {
  if (effect === null) return 'Replay';
  const { downloads, sends, other, willReplay } = effect;
  const count = movedCount(effect, pace);
  if (count === 0) return 'Replay nothing';
  if (willReplay === downloads.jobs) return `Replay ${countWords(count, 'download')}`;
  if (willReplay === sends && other === 0) return `Replay ${countWords(count, 'send')}`;
  return `Replay ${countWords(count, 'job')}`;
}

/** "About 4 min": how long it takes at this pace until the last one has begun. */
export function paceEstimate(count: number, perMinute: number): string {
  if (count === 0) return '';
  const minutes = Math.ceil(count / perMinute);
  if (minutes < 90) return minutes === 1 ? 'Under a minute.' : `About ${String(minutes)} min.`;
  return `About ${String(Math.ceil(minutes / 60))} h.`;
}
