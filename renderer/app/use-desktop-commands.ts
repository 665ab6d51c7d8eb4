import { useEffect } from 'react';
import { create } from 'zustand';
import type { DesktopBridge, DesktopCommand, MenuCommand } from '../../contract/desktop.ts';
import type { OutboxId } from '../../contract/ids.ts';
import { ConnectionLost } from '../client/connection-lost.ts';
import type { ApiClient } from '../client/connection.ts';
import { announce } from '../ui/announce.ts';
import { useClient, useConnectionState } from './connection.tsx';
import { readFault } from './fault.ts';
import { leaveFilesWith } from './handed-files.ts';
import { goTo } from './location.ts';
import type { ShortcutId } from './shortcuts.ts';
import { useAccounts } from './use-accounts.ts';
import { pressShortcut } from './use-shortcut.ts';

declare global {
  interface Window {
    /** Only in the desktop host. */
    readonly mailroom?: DesktopBridge<File>;
  }
}

/** What a link or handed files ask for: a message that is only begun, so that a person reads it before anything leaves. */
type Beginning = Extract<DesktopCommand, { readonly kind: 'compose' | 'attach' }>;

/** What came before there was a mailbox to write from, or a connection, waits for both. */
const useBeginnings = create<{ readonly waiting: readonly Beginning[] }>(() => ({ waiting: [] }));

/** The menu bar presses the same keys as a person would; a link or files begin a message. */
export function useDesktopCommands(): void {
  const client = useClient();
  const waiting = useBeginnings((beginnings) => beginnings.waiting);
  const canWrite = (useAccounts() ?? []).length > 0;
  const isConnected = useConnectionState() === 'connected';
  useEffect(() => window.mailroom?.onCommand(obey), []);
  useEffect(() => {
    if (waiting.length === 0 || !canWrite || !isConnected) return;
    useBeginnings.setState({ waiting: [] });
    for (const beginning of waiting) {
      begin(client.compose, beginning).then(
        (id) => goTo('write', id),
        (thrown: unknown) => {
          if (thrown instanceof ConnectionLost) wait(beginning);
          else announce(`No message was begun. ${readFault(thrown).error.message}`);
        },
      );
    }
  }, [client, waiting, canWrite, isConnected]);
}

function wait(beginning: Beginning): void {
  useBeginnings.setState((before) => ({ waiting: [...before.waiting, beginning] }));
}

async function begin(compose: ApiClient['compose'], beginning: Beginning): Promise<OutboxId> {
  switch (beginning.kind) {
    case 'compose': {
      const { id } = await compose.start({ account: null, words: beginning.words });
      return id;
    }
    case 'attach': {
      const { id } = await compose.start({ account: null });
      leaveFilesWith(id, beginning.files);
      return id;
    }
  }
}

function obey(command: DesktopCommand): void {
  switch (command.kind) {
    case 'menu':
      pressShortcut(shortcutOf[command.command]);
      return;
    case 'show':
      goTo('outbox', command.id);
      return;
    case 'compose':
    case 'attach':
      wait(command);
      return;
  }
}

const shortcutOf: Readonly<Record<MenuCommand, ShortcutId>> = {
  write: 'goWrite',
  outbox: 'goOutbox',
  files: 'goFiles',
  jobs: 'goJobs',
  health: 'goHealth',
  settings: 'goSettings',
  newMessage: 'write',
  attach: 'attach',
  send: 'send',
  schedule: 'schedule',
  showCopies: 'copies',
  undoSend: 'undo',
  pauseOrResume: 'pauseAll',
  filter: 'filter',
  transfers: 'transfers',
  palette: 'palette',
  shortcuts: 'shortcuts',
  nextRegion: 'nextRegion',
  previousRegion: 'previousRegion',
};
