import type { AppUpdater } from 'electron-updater';

export type Updater = Pick<
  AppUpdater,
  'allowDowngrade' | 'allowPrerelease' | 'autoDownload' | 'autoInstallOnAppQuit' | 'checkForUpdates' | 'logger'
> & { on(event: 'error', listener: () => void): unknown };

const CHECK_EVERY_MS = 6 * 3_600_000;

/** Downloads in the background and installs when Mailroom quits anyway. Never an older version, never in the way. */
export function keepUpToDate(updater: Updater, log: (line: string) => void): void {
  updater.autoDownload = true;
  updater.autoInstallOnAppQuit = true;
  updater.allowDowngrade = false;
  updater.allowPrerelease = false;
  updater.logger = null;
  const failed = (): void => log('update check failed');
  updater.on('error', failed);
  const check = (): void => void updater.checkForUpdates().catch(failed);
  check();
  setInterval(check, CHECK_EVERY_MS).unref();
}
