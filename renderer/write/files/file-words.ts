import type { CompositionFile } from '../../../contract/compose.ts';

/** What holds the uploads of this mailbox back just now; null when nothing does. */
export type Standstill =
  /** The mailbox refused it; what to do stands above Send. */
  | { readonly kind: 'needsYou' }
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
  if (file.state === 'attached' && file.path === 'link') return { word: 'Link ready', tone: 'confirmed' };
  if (file.state === 'attached') {
    return { word: file.contentId === null ? 'Attached' : 'Attached, shown in the text', tone: 'confirmed' };
  }
  if (standstill !== null) return describeStandstill(standstill);
  const again = file.restart === null ? '' : `, again because ${file.restart.why}`;
  switch (file.state) {
    case 'waiting':
      return { word: `Waiting${again}`, tone: 'quiet' };
    case 'uploading': {
      const doing = file.path === 'link' ? 'Uploading to OneDrive' : 'Uploading';
      return { word: `${leftWords === null ? doing : `${doing}, ${leftWords}`}${again}`, tone: 'moving' };
    }
    case 'checking':
      return { word: 'Checking', tone: 'moving' };
  }
}

/** Worth offering for a file that goes in chunks; the check line offers it for any other when the message is too large. */
export function mayShare({ path, contentId }: Pick<CompositionFile, 'path' | 'contentId'>): boolean {
  return path === 'session' && contentId === null;
}

/** Files of one message go one after another, so there is one pause for all of them. */
export function pausedWords(count: number): string {
  return count > 1
    ? 'All files of this message wait together. Send continues them.'
    : 'The file waits. Send continues it.';
}

function describeStandstill(standstill: Standstill): FileWords {
  switch (standstill.kind) {
    case 'needsYou':
      return { word: 'Needs you', tone: 'waiting' };
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
