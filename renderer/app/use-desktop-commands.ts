import { useEffect } from 'react';
import type { DesktopBridge, DesktopCommand, MenuCommand } from '../../contract/desktop.ts';
import { goTo } from './location.ts';
import type { ShortcutId } from './shortcuts.ts';
import { pressShortcut } from './use-shortcut.ts';

declare global {
  interface Window {
    /** Only in the desktop host. */
    readonly mailroom?: DesktopBridge<File>;
  }
}

/** The menu bar presses the same keys as a person would. */
export function useDesktopCommands(): void {
  useEffect(() => window.mailroom?.onCommand(obey), []);
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
      goTo('write');
      return;
  }
}

const shortcutOf: Readonly<Record<MenuCommand, ShortcutId>> = {
  write: 'goWrite',
  outbox: 'goOutbox',
  settings: 'goSettings',
  newMessage: 'write',
  attach: 'attach',
  send: 'send',
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
