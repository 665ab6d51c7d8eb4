import { join } from 'node:path';
import { appPage } from './app-page.ts';
import type { ElectronParts, WindowParts } from './electron-parts.ts';
import { fitBounds } from './fit-bounds.ts';
import { restartDelayMs } from './restart-delay.ts';

interface WindowOptions {
  readonly electron: Pick<ElectronParts, 'app' | 'BrowserWindow' | 'nativeTheme' | 'screen'>;
  /** Where the built desktop is: `main`, `preload` and `renderer` side by side. */
  readonly distFolder: string;
  readonly log: (line: string) => void;
}

/** The colour of the window before its page has drawn: paper, as in the tokens of the page. */
const paper = { light: '#F6F4EF', dark: '#14171B' };

/** The one window. It is hidden and shown again, and closed only when Mailroom ends. */
export function openWindow({ electron, distFolder, log }: WindowOptions): WindowParts {
  const { app, nativeTheme, screen } = electron;
  const window = new electron.BrowserWindow({
    name: 'main',
    windowStatePersistence: true,
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Mailroom',
    backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
    webPreferences: {
      preload: join(distFolder, 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      webSecurity: true,
      navigateOnDragDrop: false,
      spellcheck: true,
      devTools: !app.isPackaged,
      additionalArguments: [`--mailroom-version=${app.getVersion()}`],
    },
  });

  const fit = (): void => {
    const bounds = window.getBounds();
    const fitting = fitBounds(bounds, screen.getDisplayMatching(bounds).workArea);
    if (Object.entries(fitting).some(([side, value]) => bounds[side as keyof typeof bounds] !== value)) {
      window.setBounds(fitting);
    }
  };
  fit();
  screen.on('display-removed', fit);
  screen.on('display-metrics-changed', fit);

  const load = (): void => {
    window.loadURL(appPage).catch(() => log('page did not load'));
  };
  let deaths = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    deaths += 1;
    log(`page ended reason=${reason} deaths=${deaths}`);
    // Nothing typed is lost: the engine has it, and the page reads it again.
    setTimeout(load, restartDelayMs(deaths));
  });
  window.once('ready-to-show', () => window.show());
  load();
  return window;
}

export function showWindow(window: WindowParts): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
