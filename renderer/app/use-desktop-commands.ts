import { useEffect } from 'react';
import { create } from 'zustand';
import type { DesktopBridge, DesktopCommand, MailtoFields, MenuCommand } from '../../contract/desktop.ts';
import { announce } from '../ui/announce.ts';
import { beginFromLink } from './begin-from-link.ts';
import { useClient, useConnectionState } from './connection.tsx';
import { readFault } from './fault.ts';
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

/** A link that came before there was a mailbox to write from, or a connection, waits for both. */
const useLink = create<{ readonly fields: MailtoFields | null }>(() => ({ fields: null }));

/** The menu bar presses the same keys as a person would; a link begins a message. */
export function useDesktopCommands(): void {
  const client = useClient();
  const fields = useLink((link) => link.fields);
  const canWrite = (useAccounts() ?? []).length > 0;
  const isConnected = useConnectionState() === 'connected';
  useEffect(() => window.mailroom?.onCommand(obey), []);
  useEffect(() => {
    if (fields === null || !canWrite || !isConnected) return;
    useLink.setState({ fields: null });
    beginFromLink(client.compose, fields).then(
      (id) => goTo('write', id),
      (thrown: unknown) => announce(`The link was not opened. ${readFault(thrown).error.message}`),
    );
  }, [client, fields, canWrite, isConnected]);
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
      useLink.setState({ fields: command.fields });
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
