import type { CompositionFile } from '../../../contract/compose.ts';

/** What holds the uploads of this mailbox back just now; null when nothing does. */
export type Standstill =
  | { readonly kind: 'paused' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'signInNeeded' }
  | { readonly kind: 'paced'; readonly untilWords: string };

export interface FileWords {
  /** Words, not colours, carry the state. */
  readonly word: string;
  readonly tone: 'quiet' | 'moving' | 'waiting' | 'confirmed';
}

/** The state of one attached file in the words of every other screen. `leftWords` is an estimate such as `about 20 s`. */
export function describeFile(
  file: CompositionFile,
  standstill: Standstill | null,
  leftWords: string | null,
): FileWords {
  if (file.state === 'attached') {
    return { word: file.contentId === null ? 'Attached' : 'Attached, shown in the text', tone: 'confirmed' };
  }
  if (standstill !== null) return describeStandstill(standstill);
  switch (file.state) {
    case 'waiting':
      return { word: 'Waiting', tone: 'quiet' };
    case 'uploading':
      return { word: leftWords === null ? 'Uploading' : `Uploading, ${leftWords}`, tone: 'moving' };
    case 'checking':
      return { word: 'Checking', tone: 'moving' };
  }
}

function describeStandstill(standstill: Standstill): FileWords {
  switch (standstill.kind) {
    case 'paused':
      return { word: 'Paused', tone: 'waiting' };
    case 'offline':
      return { word: 'Waiting. Will upload when online', tone: 'quiet' };
    case 'signInNeeded':
      return { word: 'Waiting for sign-in', tone: 'waiting' };
    case 'paced':
      return { word: `Paced until ${standstill.untilWords}`, tone: 'waiting' };
  }
}
