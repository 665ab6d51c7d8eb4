import { useState, type ReactElement } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { commands } from '../app/commands.ts';
import { useClient, useConnectionState } from '../app/connection.tsx';
import { copyLine, sayNotCopied } from '../app/use-copy-command.ts';
import { useNow } from '../app/use-now.ts';
import { keysOf, pressShortcut, useShortcut } from '../app/use-shortcut.ts';
import { announce } from '../ui/announce.ts';
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
  const client = useClient();
  const nowMs = useNow(30_000);
  const connected = useConnectionState() === 'connected';
  const [isScheduling, setScheduling] = useState(false);
  useShortcut('attach', onAttach);
  useShortcut('schedule', () => setScheduling(true), state.sending === 'no');
  const { id } = composition;
  /** The command line that sends what is written here, as a new message each time that it is run. */
  async function copySend(): Promise<void> {
    if (await session.settle()) copyLine(await client.outbox.command({ id, asNew: true }));
    else announce('Nothing copied: the message is not saved yet.');
  }
  const copyCommand = (): void => void copySend().catch(sayNotCopied);
  useShortcut('copyCommand', copyCommand);
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
      <MessageOptionsMenu session={session} onCopyCommand={copyCommand} />
      <Button look="quiet" onPress={() => pressShortcut('merge')} keys={keysOf('merge')}>
        Merge…
      </Button>
      <Button look="quiet" onPress={send.discard} command={commands['compose.discard'](id)}>
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
