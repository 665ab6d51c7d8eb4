import { type DesktopCommand, desktopChannels } from '../../contract/desktop.ts';
import type { ElectronParts, WindowParts } from './electron-parts.ts';
import type { EngineSupervisor } from './supervise-engine.ts';
import type { WindowMessages } from './window-messages.ts';

interface WindowService {
  readonly dialog: ElectronParts['dialog'];
  readonly window: WindowParts;
  readonly messages: WindowMessages;
  readonly engine: Pick<EngineSupervisor, 'connect'>;
}

/** Answers what our page asks for besides files. Returns the way to send the page a command. */
export function serveWindow({ dialog, window, messages, engine }: WindowService): (command: DesktopCommand) => void {
  let disconnect: (() => void) | null = null;
  let waiting: DesktopCommand[] | null = [];

  messages.listen(desktopChannels.requestPort, () => {
    // A page that was loaded again asks again: it holds none of the old ports, and has no listener yet.
    disconnect?.();
    waiting ??= [];
    disconnect = engine.connect('window', (port) => window.webContents.postMessage(desktopChannels.port, null, [port]));
  });
  messages.listen(desktopChannels.commandsReady, () => {
    for (const command of waiting ?? []) window.webContents.send(desktopChannels.command, command);
    waiting = null;
  });
  messages.answer(desktopChannels.pickFiles, async () => {
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
