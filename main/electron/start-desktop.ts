import { crashLine } from '../engine/crash-line.ts';
import { appScheme, appSchemePrivileges } from './app-page.ts';
import type { ElectronParts } from './electron-parts.ts';
import { followOpenings } from './follow-openings.ts';
import { offerSendTo } from './offer-send-to.ts';
import { openDesktop } from './open-desktop.ts';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly argv: readonly string[];
  readonly cwd: string;
  /** The built desktop: `main`, `preload` and `renderer` side by side. */
  readonly distFolder: string;
  readonly nowMs: () => number;
  readonly log: (line: string) => void;
}

/** The same in electron-builder.yml: systems match windows and notifications with the installed program by it. */
const appId = 'app.mailroom.Mailroom';

/** Starts the desktop, or ends the process and says what kept it, without words that may quote anything. A second start hands over to the first. */
export async function startDesktop(electron: ElectronParts, around: Surroundings): Promise<void> {
  try {
    await start(electron, around);
  } catch (error) {
    around.log('desktop did not start');
    around.log(crashLine(error));
    electron.app.exit(1);
  }
}

async function start(electron: ElectronParts, around: Surroundings): Promise<void> {
  const { app } = electron;
  if (!app.requestSingleInstanceLock()) {
    // The first one gets this one's arguments and shows itself.
    app.quit();
    return;
  }
  // Before Electron is ready: afterwards these have no effect.
  app.enableSandbox();
  electron.protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: appSchemePrivileges }]);
  if (around.platform === 'linux') app.setDesktopName(appId);
  if (around.platform === 'win32') app.setAppUserModelId(appId);
  const openings = followOpenings(electron, around, around.log);
  await app.whenReady();
  if (app.isPackaged) app.setAsDefaultProtocolClient('mailroom');
  if (app.isPackaged && around.platform === 'win32') offerSendTo(electron);
  openDesktop(electron, around, openings);
}
