import type { AutosaveState } from './autosave.ts';

export interface SavedWhere {
  readonly state: AutosaveState;
  /** Clock time of the last save on this computer, as shown. */
  readonly savedAtWords: string;
  /** Whether the mailbox's own draft holds this text too. */
  readonly onServer: boolean;
  readonly connected: boolean;
}

/** One sentence that never claims more than is known. */
export function describeSaved({ state, savedAtWords, onServer, connected }: SavedWhere): string {
  switch (state) {
    case 'saved':
      return onServer
        ? `Draft saved on this computer and in Drafts, ${savedAtWords}`
        : `Draft saved on this computer, ${savedAtWords}`;
    case 'unsaved':
    case 'saving':
      return 'Saving the draft on this computer';
    case 'failed':
      return connected
        ? 'Not saved yet. Your text is in this window; trying again.'
        : 'Not connected. Your text is in this window and is saved as soon as the connection is back.';
  }
}
