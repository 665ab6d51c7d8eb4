import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import {
  app,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
} from 'electron';
import { keepUpToDate } from './keep-up-to-date.ts';
import { startDesktop } from './start-desktop.ts';

const log = (line: string): void => void process.stderr.write(`${line}\n`);

const electron = {
  app,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
};

void startDesktop(electron, {
  platform: process.platform,
  argv: process.argv,
  cwd: process.cwd(),
  distFolder: join(import.meta.dirname, '..'),
  nowMs: () => Date.now(),
  log,
}).then(startUpdates);

/** A package says where its updates are; one without that file, and a development build, have none. */
async function startUpdates(): Promise<void> {
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return;
  const { default: updates } = await import('electron-updater');
  keepUpToDate(updates.autoUpdater, log);
}
