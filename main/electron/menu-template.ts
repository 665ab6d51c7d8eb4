import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../contract/desktop.ts';

interface MenuFor {
  readonly platform: NodeJS.Platform;
  /** Tools for looking inside the page are for those who build it. */
  readonly isPackaged: boolean;
  command(command: MenuCommand): void;
}

/**
 * The menu bar. It shows every shortcut of the window but registers none of those: the page handles its keys itself, the
 * same way in every host, and a chosen item is sent to it as a command.
 */
export function menuTemplate({ platform, isPackaged, ...menu }: MenuFor): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const item = (label: string, accelerator: string, command: MenuCommand): MenuItemConstructorOptions => ({
    label,
    accelerator,
    registerAccelerator: false,
    click: () => menu.command(command),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    ...(isMac ? [macAppMenu] : []),
    {
      label: '&File',
      submenu: [
        item('New Message', 'CmdOrCtrl+N', 'newMessage'),
        item('Attach Files…', 'CmdOrCtrl+Shift+A', 'attach'),
        separator,
        item('Send', 'CmdOrCtrl+Enter', 'send'),
        item('Schedule…', 'CmdOrCtrl+Shift+Enter', 'schedule'),
        item('Undo Send', 'CmdOrCtrl+Shift+U', 'undoSend'),
        item('Pause or Resume Transfers', 'CmdOrCtrl+.', 'pauseOrResume'),
        ...(isMac ? [] : [separator, { role: 'quit' as const }]),
      ],
    },
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'pasteAndMatchStyle' },
        { role: 'selectAll' },
        separator,
        item('Filter Here', 'CmdOrCtrl+F', 'filter'),
      ],
    },
    {
      label: '&View',
      submenu: [
        item('Write', 'CmdOrCtrl+1', 'write'),
        item('Outbox', 'CmdOrCtrl+2', 'outbox'),
        item('Files', 'CmdOrCtrl+3', 'files'),
        item('Jobs', 'CmdOrCtrl+4', 'jobs'),
        item('Health', 'CmdOrCtrl+5', 'health'),
        item('Settings', 'CmdOrCtrl+,', 'settings'),
        separator,
        item('Find and Do…', 'CmdOrCtrl+K', 'palette'),
        item('Transfers', 'CmdOrCtrl+J', 'transfers'),
        item('Cc and Bcc', 'CmdOrCtrl+Shift+B', 'showCopies'),
        separator,
        item('Next Region', 'F6', 'nextRegion'),
        item('Previous Region', 'Shift+F6', 'previousRegion'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : [separator, { role: 'toggleDevTools' as const }]),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        item('Keyboard Shortcuts', 'CmdOrCtrl+/', 'shortcuts'),
        ...(isMac ? [] : [separator, { role: 'about' as const }]),
      ],
    },
  ];
}

const macAppMenu: MenuItemConstructorOptions = {
  role: 'appMenu',
  submenu: [
    { role: 'about' },
    { type: 'separator' },
    { role: 'services' },
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    { type: 'separator' },
    { role: 'quit' },
  ],
};
