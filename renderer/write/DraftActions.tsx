import type { ReactElement } from 'react';
import { useConnectionState } from '../app/connection.tsx';
import { useNow } from '../app/use-now.ts';
import { keysOf, useShortcut } from '../app/use-shortcut.ts';
import { Button } from '../ui/Button.tsx';
import { formatTime } from '../ui/format/format-time.ts';
import type { DraftState } from './draft/draft-state.ts';
import { describeSaved } from './draft/save-words.ts';
import { sendLabel, waitingForCopiesText } from './draft/send-words.ts';
import { copyingFiles } from './files/incoming-files.ts';
import type { Send } from './use-send.ts';

export interface DraftActionsProps {
  readonly state: DraftState;
  readonly send: Send;
  readonly onAttach: () => void;
  readonly onDiscard: () => void;
}

/** The bottom line: Send first, and at its end where the text is saved. */
export function DraftActions({ state, send, onAttach, onDiscard }: DraftActionsProps): ReactElement {
  const { composition } = state;
  const nowMs = useNow(30_000);
  const connected = useConnectionState() === 'connected';
  useShortcut('attach', onAttach);
  const copying = copyingFiles(state.incoming).length;
  const unattached = composition.files.filter((file) => file.state !== 'attached').length;
  const waitsForCopies = state.sending === 'waitsForCopies';
  const label = sendLabel({ copying, unattached, waitsForCopies, asked: state.said.size > 0 });
  const saved = describeSaved({
    state: state.saving,
    savedAtWords: formatTime(composition.savedAt, nowMs),
    onServer: composition.savedOnServerAt !== null && composition.savedOnServerAt >= composition.savedAt,
    connected,
  });
  return (
    <div className="write-actions">
      <Button
        look={waitsForCopies ? 'plain' : 'primary'}
        onPress={send.press}
        isPending={state.sending === 'submitting'}
        keys={keysOf('send')}
      >
        {label}
      </Button>
      <Button onPress={onAttach} keys={keysOf('attach')}>
        Attach…
      </Button>
      <Button look="quiet" onPress={onDiscard}>
        Discard
      </Button>
      <p className="write-saved">{waitsForCopies ? waitingForCopiesText(copying) : saved}</p>
    </div>
  );
}
