import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepUpToDate, type Updater } from '../../main/electron/keep-up-to-date.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('O5: installs quietly on quit, never an older or unfinished version, and says no address when a check fails', async () => {
  const events = new EventEmitter();
  const lines: string[] = [];
  let checks = 0;
  const updater: Updater = {
    allowDowngrade: true,
    allowPrerelease: true,
    autoDownload: false,
    autoInstallOnAppQuit: false,
    logger: console,
    on: (event, listener) => events.on(event, listener),
    checkForUpdates: () => {
      checks += 1;
      return Promise.reject(new Error('https://updates.example/secret'));
    },
  };
  keepUpToDate(updater, (line) => lines.push(line));
  events.emit('error', new Error('https://updates.example/secret'));
  await vi.advanceTimersByTimeAsync(6 * 3_600_000);
  expect(updater).toMatchObject({
    allowDowngrade: false,
    allowPrerelease: false,
    autoDownload: true,
    autoInstallOnAppQuit: true,
    logger: null,
  });
  expect([checks, new Set(lines)]).toEqual([2, new Set(['update check failed'])]);
});
