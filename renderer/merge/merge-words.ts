import type { MergeCounts, MergeRow, MergeState } from '../../contract/merge.ts';
import { countWords, formatCount } from '../ui/format/count-words.ts';
import { formatTime } from '../ui/format/format-time.ts';
import type { Tone } from '../ui/tone.ts';

const stateWords: Readonly<Record<MergeState, string>> = {
  making: 'Making drafts',
  review: 'Drafts to look through',
  sending: 'Sending',
  paused: 'Paused',
  stopped: 'Stopped',
  done: 'Done',
  discarding: 'Discarding',
  discarded: 'Discarded',
};

const tones: Readonly<Record<MergeState, Tone>> = {
  making: 'petrol',
  review: 'amber',
  sending: 'petrol',
  paused: 'amber',
  stopped: 'ink',
  done: 'moss',
  discarding: 'petrol',
  discarded: 'ink',
};

export function mergeTone({ state, counts }: Pick<MergeRow, 'state' | 'counts'>): Tone {
  if (counts.failed > 0) return 'brick';
  return counts.unsure > 0 && state !== 'sending' ? 'violet' : tones[state];
}

/** "Sending, done at about 14:32". */
export function mergeStateWords({ state, endsAt }: Pick<MergeRow, 'state' | 'endsAt'>, nowMs: number): string {
  return endsAt === null ? stateWords[state] : `${stateWords[state]}, done at about ${formatTime(endsAt, nowMs)}`;
}

/** How many of all have gone, or been made. */
export function mergeProgress({ state, rows, counts }: Pick<MergeRow, 'state' | 'rows' | 'counts'>): {
  readonly done: number;
  readonly words: string;
} {
  const wanted = rows - counts.leftOut - counts.discarded;
  if (state === 'making') {
    const done = wanted - counts.unmade;
    return { done: share(done, wanted), words: `${formatCount(done)} of ${countWords(wanted, 'draft')} made` };
  }
  return { done: share(counts.went, wanted), words: `${formatCount(counts.went)} of ${formatCount(wanted)} went` };
}

function share(done: number, all: number): number {
  return all === 0 ? 1 : done / all;
}

const parts = [
  ['went', 'went', 'moss'],
  ['waiting', 'on their way', 'petrol'],
  ['unsure', 'not certain yet', 'violet'],
  ['failed', 'failed', 'brick'],
  ['drafts', 'drafts', 'ink'],
  ['unmade', 'to be made', 'ink'],
  ['leftOut', 'left out', 'ink'],
  ['discarded', 'discarded', 'ink'],
] as const satisfies readonly (readonly [keyof MergeCounts, string, Tone])[];

/** Every count that is not nothing; how many went always. */
export function mergeParts(
  counts: MergeCounts,
): readonly { readonly words: string; readonly count: number; readonly tone: Tone }[] {
  return parts
    .filter(([kind]) => kind === 'went' || counts[kind] > 0)
    .map(([kind, words, tone]) => ({ words, count: counts[kind], tone }));
}

/** What Stop did, for who cannot see it. */
export function stoppedWords({ went, unsure, drafts, unmade }: MergeCounts): string {
  const doubt = unsure === 0 ? '' : `, ${formatCount(unsure)} cannot be taken back`;
  return `Stopped: ${formatCount(went)} went${doubt}, ${formatCount(drafts + unmade)} are kept as drafts`;
}

/** "Make 480 drafts, leave out 20". */
export function makeLabel(ready: number, blocked: number): string {
  const rest = blocked === 0 ? '' : `, leave out ${formatCount(blocked)}`;
  return `Make ${countWords(ready, 'draft')}${rest}`;
}
