import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { type DesktopCommand, desktopChannels } from '../../contract/desktop.ts';
import type { ElectronParts, WindowParts } from './electron-parts.ts';
import { judgeSender } from './judge-sender.ts';
import type { EngineSupervisor } from './supervise-engine.ts';

interface WindowService {
  readonly electron: Pick<ElectronParts, 'dialog' | 'ipcMain'>;
  readonly window: WindowParts;
  readonly engine: Pick<EngineSupervisor, 'connect'>;
  readonly log: (line: string) => void;
}

/** Answers the preload of our own page, and refuses everybody else. Returns the way to send the page a command. */
export function serveWindow({ electron, window, engine, log }: WindowService): (command: DesktopCommand) => void {
  const { ipcMain, dialog } = electron;
  let disconnect: (() => void) | null = null;
  let waiting: DesktopCommand[] | null = [];

  const refusal = (event: IpcMainEvent | IpcMainInvokeEvent, channel: string): string | null => {
    const because = judgeSender(event.senderFrame, event.sender.id === window.webContents.id);
    if (because !== null) log(`message refused channel=${channel} because=${because}`);
    return because;
  };
  const listen = (channel: string, act: () => void): void => {
    ipcMain.on(channel, (event) => {
      if (refusal(event, channel) === null) act();
    });
  };

  listen(desktopChannels.requestPort, () => {
    // A page that was loaded again asks again: it holds none of the old ports, and has no listener yet.
    disconnect?.();
    waiting ??= [];
    disconnect = engine.connect((port) => window.webContents.postMessage(desktopChannels.port, null, [port]));
  });
  listen(desktopChannels.commandsReady, () => {
    for (const command of waiting ?? []) window.webContents.send(desktopChannels.command, command);
    waiting = null;
  });
  ipcMain.handle(desktopChannels.pickFiles, async (event) => {
    const because = refusal(event, desktopChannels.pickFiles);
    if (because !== null) throw new Error(`sender_refused: ${because}`);
    const { filePaths } = await dialog.showOpenDialog(window, {
      title: 'Attach files',
      buttonLabel: 'Attach',
      properties: ['openFile', 'multiSelections'],
    });
    return filePaths;
  });

  return (command) => {
    if (waiting === null) window.webContents.send(desktopChannels.command, command);
    else waiting.push(command);
  };
}
