import type { OutboxRow } from '../../contract/outbox.ts';
import type { ElectronParts, TrayParts, WindowParts } from './electron-parts.ts';
import { showWindow } from './open-window.ts';
import { decideQuit } from './quit-guard.ts';

interface QuitGuard {
  readonly electron: Pick<ElectronParts, 'app' | 'dialog' | 'Menu' | 'powerMonitor' | 'Tray'>;
  readonly window: WindowParts;
  readonly platform: NodeJS.Platform;
  readonly trayImage: string;
  readonly rows: () => readonly OutboxRow[];
  readonly nowMs: () => number;
  readonly stopEngine: () => Promise<void>;
}

const KEEP = 0;
const QUIT = 1;

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** Between a wish to quit and the end: says what continues and what waits, then lets the engine reach a safe point. */
export function guardQuit({ electron, window, platform, trayImage, rows, nowMs, stopEngine }: QuitGuard): void {
  const { app, dialog, Menu, powerMonitor } = electron;
  let stage: 'open' | 'asking' | 'leaving' = 'open';
  let tray: TrayParts | null = null;

  app.on('before-quit', (event) => {
    if (stage === 'leaving') return;
    event.preventDefault();
    if (stage === 'open') void ask();
  });
  window.on('close', (event) => {
    if (stage === 'leaving') return;
    event.preventDefault();
    // On macOS a program outlives its windows.
    if (platform === 'darwin') window.hide();
    else app.quit();
  });
  // The system does not wait for an answer; every step is on disk, and the next start continues.
  powerMonitor.on('shutdown', () => void leave());
  window.on('session-end', () => void leave());

  async function ask(): Promise<void> {
    const decision = decideQuit(rows(), nowMs(), (ms) => clock.format(ms));
    if (decision.kind === 'quit') return leave();
    stage = 'asking';
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: decision.message,
      detail: 'Nothing is lost either way.',
      buttons: ['Keep running in tray', 'Quit'],
      defaultId: KEEP,
      cancelId: KEEP,
      noLink: true,
    });
    if (response === QUIT) return leave();
    stage = 'open';
    keepInTray();
  }

  async function leave(): Promise<void> {
    stage = 'leaving';
    await stopEngine();
    tray?.destroy();
    app.quit();
  }

  function keepInTray(): void {
    window.hide();
    if (tray !== null) return;
    tray = new electron.Tray(trayImage);
    tray.setToolTip('Mailroom');
    tray.on('click', () => showWindow(window));
    // Where a tray has no clicks, as on some Linux desktops, its menu is the only way.
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: 'Open Mailroom', click: () => showWindow(window) },
        { label: 'Quit', click: () => app.quit() },
      ]),
    );
  }
}
