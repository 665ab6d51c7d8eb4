import { useState, type ReactElement } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useConnectionState } from '../app/connection.tsx';
import { useNow } from '../app/use-now.ts';
import { keysOf, pressShortcut, useShortcut } from '../app/use-shortcut.ts';
import { Button } from '../ui/Button.tsx';
import { formatTime } from '../ui/format/format-time.ts';
import type { DraftSession } from './draft/draft-session.ts';
import type { DraftState } from './draft/draft-state.ts';
import { describeSaved } from './draft/save-words.ts';
import { sendLabel, waitingForCopiesText } from './draft/send-words.ts';
import { copyingFiles } from './files/incoming-files.ts';
import { MessageOptionsMenu } from './options/MessageOptionsMenu.tsx';
import { ScheduleDialog } from './options/ScheduleDialog.tsx';
import type { Send } from './use-send.ts';

export interface DraftActionsProps {
  readonly session: DraftSession;
  readonly send: Send;
  /** The findings that stand were said; the next press sends. */
  readonly wasAsked: boolean;
  readonly onAttach: () => void;
}

/** The bottom line: Send first, and at its end where the text is saved. */
export function DraftActions({ session, send, wasAsked, onAttach }: DraftActionsProps): ReactElement {
  const state = useStore(session.store, useShallow(pickActions));
  const { composition } = state;
  const nowMs = useNow(30_000);
  const connected = useConnectionState() === 'connected';
  const [isScheduling, setScheduling] = useState(false);
  useShortcut('attach', onAttach);
  useShortcut('schedule', () => setScheduling(true), state.sending === 'no');
  const copying = copyingFiles(state.incoming).length;
  const unattached = composition.files.filter((file) => file.state !== 'attached').length;
  const waitsForCopies = state.sending === 'waitsForCopies';
  const label = sendLabel({ copying, unattached, waitsForCopies, asked: wasAsked, scheduled: state.askedFor !== null });
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
      <Button onPress={() => setScheduling(true)} keys={keysOf('schedule')}>
        Schedule…
      </Button>
      <Button onPress={onAttach} keys={keysOf('attach')}>
        Attach…
      </Button>
      <MessageOptionsMenu session={session} />
      <Button look="quiet" onPress={() => pressShortcut('merge')} keys={keysOf('merge')}>
        Merge…
      </Button>
      <Button look="quiet" onPress={send.discard}>
        Discard
      </Button>
      <p className="write-saved">{waitsForCopies ? waitingForCopiesText(copying) : saved}</p>
      <ScheduleDialog
        isOpen={isScheduling}
        onClose={() => {
          setScheduling(false);
          session.store.setState({ askedFor: null });
        }}
        onSchedule={(schedule) => {
          setScheduling(false);
          send.schedule(schedule);
        }}
      />
    </div>
  );
}

function pickActions({ composition, incoming, sending, saving, askedFor }: DraftState) {
  return { composition, incoming, sending, saving, askedFor };
}
