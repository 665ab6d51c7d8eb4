import { join } from 'node:path';
import type { StructuredError } from '../../contract/errors.ts';
import type { ApiClient } from '../engine/host.ts';
import { connectClient } from './connect-client.ts';
import type { ElectronParts, WindowParts } from './electron-parts.ts';
import { engineArgs } from './engine-args.ts';
import type { Openings } from './follow-openings.ts';
import { followPower } from './follow-power.ts';
import { followWishes } from './follow-wishes.ts';
import { guardContents } from './guard-contents.ts';
import { guardQuit } from './guard-quit.ts';
import { guardSession } from './guard-session.ts';
import { keepAwake } from './keep-awake.ts';
import { systemKeyring } from './keyring.ts';
import { menuTemplate } from './menu-template.ts';
import { openOutside } from './open-outside.ts';
import { openWindow, showWindow } from './open-window.ts';
import { outboxMirror } from './outbox-mirror.ts';
import { probeService } from './probe-service.ts';
import { serveFiles } from './serve-files.ts';
import { servePages } from './serve-pages.ts';
import { serveWindow } from './serve-window.ts';
import { showOutbox } from './show-outbox.ts';
import type { Surroundings } from './start-desktop.ts';
import { superviseEngine } from './supervise-engine.ts';
import { windowMessages } from './window-messages.ts';

/** Puts the parts of the desktop together, guards first: no page is loaded before it is shut in. */
export function openDesktop(electron: ElectronParts, around: Surroundings, openings: Openings): void {
  const { distFolder, platform, nowMs, log } = around;
  guardSession(electron.session.defaultSession);
  servePages(electron.session.defaultSession.protocol, join(distFolder, 'renderer'));
  electron.app.on('web-contents-created', (_event, contents) => {
    guardContents(contents, { electron, log, openOutside: (url) => void openOutside(electron, window, url, log) });
  });
  const window: WindowParts = openWindow({ electron, distFolder, log });

  const engine = superviseEngine({
    electron,
    enginePath: join(distFolder, 'main', 'engine-process.js'),
    engineArgs: engineArgs(around.argv, electron.app.isPackaged),
    keyring: systemKeyring(electron.safeStorage, platform),
    nowMs,
    log,
    onFailed: (error) => void sayFailed(error),
  });
  const messages = windowMessages(electron.ipcMain, window, log);
  const command = serveWindow({ dialog: electron.dialog, window, messages, engine });
  const show = (id: string | null): void => {
    showWindow(window);
    command(id === null ? { kind: 'menu', command: 'outbox' } : { kind: 'show', id });
  };

  const wishes = followWishes();
  const shown = showOutbox({ electron, window, platform, nowMs, wishes: () => wishes.now(), show });
  const awake = keepAwake(electron);
  const mirror = outboxMirror((before, row) => {
    shown(mirror.rows(), before, row);
    awake.show(mirror.rows(), nowMs());
  });
  let client: ApiClient | null = null;
  connectClient(engine, (next) => {
    client = next;
    if (next === null) return awake.letGo();
    void wishes.follow(next);
    void mirror.follow(next);
  });
  serveFiles({
    electron,
    window,
    messages,
    platform,
    dragIcon: join(distFolder, 'main', 'tray.png'),
    client: () => client,
  });
  followPower({
    electron,
    probe: async () => client !== null && probeService(client),
    goOn: () => void client?.engine.work({}).catch(() => log('work after sleep was not begun')),
  });

  electron.Menu.setApplicationMenu(
    electron.Menu.buildFromTemplate(
      menuTemplate({
        platform,
        isPackaged: electron.app.isPackaged,
        command: (chosen) => command({ kind: 'menu', command: chosen }),
      }),
    ),
  );
  guardQuit({
    electron,
    window,
    platform,
    trayImage: join(distFolder, 'main', 'tray.png'),
    rows: () => mirror.rows(),
    nowMs,
    stopEngine: () => engine.stop(),
  });
  openings.deliverTo((wish) => {
    showWindow(window);
    if (wish !== null) command(wish);
  });
  engine.start();

  async function sayFailed(error: StructuredError): Promise<void> {
    const { response } = await electron.dialog.showMessageBox(window, {
      type: 'error',
      message: error.message,
      detail: error.remediation,
      buttons: ['Try again', 'Quit'],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    if (response === 0) engine.start();
    else electron.app.quit();
  }
}
