import type { IpcRenderer, WebUtils } from 'electron';
import {
  desktopChannels,
  type DesktopBridge,
  type DesktopCommand,
  type FileAnswer,
  type FolderAnswer,
} from '../contract/desktop.ts';

/** The few calls of Electron that the preload makes. */
export interface PreloadParts {
  readonly ipcRenderer: Pick<IpcRenderer, 'send' | 'invoke' | 'on' | 'off'>;
  readonly webUtils: Pick<WebUtils, 'getPathForFile'>;
}

const versionFlag = '--mailroom-version=';

/** Everything that the page gets from the desktop. The IPC object itself never leaves the preload. */
export function createBridge({ ipcRenderer, webUtils }: PreloadParts, argv: readonly string[]): DesktopBridge<File> {
  const askAbout = async (channel: string, files: string | readonly string[]): Promise<FileAnswer> =>
    (await ipcRenderer.invoke(channel, files)) as FileAnswer;
  return {
    kind: 'desktop',
    version: argv.find((argument) => argument.startsWith(versionFlag))?.slice(versionFlag.length) ?? '',
    requestPort() {
      ipcRenderer.send(desktopChannels.requestPort);
    },
    pathOf: (file) => webUtils.getPathForFile(file),
    pickFiles: async () => (await ipcRenderer.invoke(desktopChannels.pickFiles)) as string[],
    openFile: (id) => askAbout(desktopChannels.openFile, id),
    revealFile: (id) => askAbout(desktopChannels.revealFile, id),
    copyFiles: (ids) => askAbout(desktopChannels.copyFiles, ids),
    dragFiles: (ids) => askAbout(desktopChannels.dragFiles, ids),
    pickFolder: async () => (await ipcRenderer.invoke(desktopChannels.pickFolder)) as FolderAnswer,
    onCommand(listener) {
      const deliver = (_event: unknown, command: DesktopCommand): void => listener(command);
      ipcRenderer.on(desktopChannels.command, deliver);
      ipcRenderer.send(desktopChannels.commandsReady);
      return () => {
        ipcRenderer.off(desktopChannels.command, deliver);
      };
    },
  };
}
