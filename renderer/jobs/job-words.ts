import type { CauseRow, JobAttempt, JobRow, ShownJobState } from '../../contract/jobs.ts';
import { countWords } from '../ui/format/count-words.ts';
import { formatTime } from '../ui/format/format-time.ts';
import type { Tone } from '../ui/tone.ts';

interface StateMeaning {
  readonly word: string;
  readonly meaning: string;
}

/** Row J5: the same words as in docs/glossary.md. */
export const stateMeanings: Readonly<Record<ShownJobState, StateMeaning>> = {
  waiting: {
    word: 'Waiting',
    meaning: 'Comes due at a time: after a failure, or when the service or the network allows.',
  },
  ready: { word: 'Ready', meaning: 'Due. The worker takes it as soon as it is free.' },
  running: { word: 'Running', meaning: 'The worker is at it now.' },
  done: { word: 'Done', meaning: 'Ended well. Kept for its history.' },
  dead: {
    word: 'Dead',
    meaning: 'Given up, with its history: a dead letter. Nothing happens to it until a person decides.',
  },
  parked: { word: 'Parked', meaning: 'Put aside by a person, until a person brings it back.' },
  cancelled: { word: 'Cancelled', meaning: 'Called off, because what it was for is no longer wanted.' },
};

export const fateMeanings: readonly StateMeaning[] = [
  { word: 'Replayed', meaning: 'Dead, and a new job took its place. The two name each other.' },
  { word: 'Discarded', meaning: 'Dead, and a person said with a reason that nothing shall become of it.' },
];

/** One word for the state; what became of a dead letter instead of "Dead", once something did. */
export function stateWord({ state, fate }: Pick<JobRow, 'state' | 'fate'>): string {
  if (fate === 'replayed') return 'Replayed';
  if (fate === 'discarded') return 'Discarded';
  return stateMeanings[state].word;
}

export function jobTone({ state, fate, cause }: Pick<JobRow, 'state' | 'fate' | 'cause'>): Tone {
  switch (state) {
    case 'dead':
      return fate === 'open' || fate === null ? 'brick' : 'ink';
    case 'waiting':
      return cause === null ? 'ink' : 'amber';
    case 'parked':
      return 'amber';
    case 'running':
      return 'petrol';
    case 'done':
      return 'moss';
    case 'ready':
    case 'cancelled':
      return 'ink';
  }
}

/** What it is about, and why it is where it is, as short as a row of a list needs it: "Plans · The disk is full". */
export function jobReason(row: JobRow, nowMs: number): string {
  const due = row.state === 'waiting' ? `Due ${formatTime(row.runAt, nowMs)}` : null;
  const parts = [row.subject, row.causeWords ?? row.waitsFor ?? due].filter((part) => part !== null);
  return parts.length === 0 ? (row.mailbox ?? '') : parts.join(' · ');
}

/** What the row's time stands for: the last failure, else when it was made. */
export function jobTime({ diedAt, lastErrorAt, createdAt }: JobRow): string {
  return diedAt ?? lastErrorAt ?? createdAt;
}

/** "Download, 13:12 to 13:58". */
export function causeSpan({ work, firstSeenAt, lastSeenAt }: CauseRow, nowMs: number): string {
  const [first, last] = [formatTime(firstSeenAt, nowMs), formatTime(lastSeenAt, nowMs)];
  return first === last ? `${work}, ${last}` : `${work}, ${first} to ${last}`;
}

/** What happened and what is safe, of all jobs of a cause. */
export function causeVerdict({ count, work }: CauseRow): string {
  const gaveUp = `${countWords(count, 'job was', 'jobs were')} given up.`;
  return /^send/i.test(work)
    ? `${gaveUp} What is not proven unsent is never sent again.`
    : `${gaveUp} The mail is untouched in its mailbox; nothing is lost.`;
}

const outcomeWords: Readonly<Record<JobAttempt['outcome'], string>> = {
  running: 'Running',
  done: 'Done',
  retry: 'Failed, tried again later',
  waited: 'Had to wait, not counted',
  stalled: 'Its worker vanished',
  dead: 'Failed for good',
  lost: 'Its lease was lost',
};
const outcomeTones: Readonly<Record<JobAttempt['outcome'], Tone>> = {
  running: 'petrol',
  done: 'moss',
  retry: 'amber',
  waited: 'ink',
  stalled: 'amber',
  dead: 'brick',
  lost: 'amber',
};

const actionWords: Readonly<Record<string, string>> = {
  'job.retry': 'Retried',
  'job.replay': 'Replayed',
  'job.replay-edited': 'Replayed with another payload',
  'job.park': 'Parked',
  'job.unpark': 'Brought back',
  'job.discard': 'Discarded',
};

/** What was done to it, as the audit log names it, in words. */
export function historyWords(action: string): string {
  return actionWords[action] ?? action;
}

export function attemptWords({ outcome }: JobAttempt): { readonly words: string; readonly tone: Tone } {
  return { words: outcomeWords[outcome], tone: outcomeTones[outcome] };
}
