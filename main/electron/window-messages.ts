import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import type { ElectronParts, WindowParts } from './electron-parts.ts';
import { judgeSender } from './judge-sender.ts';

export interface WindowMessages {
  listen(channel: string, act: () => void): void;
  /** What is asked for comes as it was sent: whoever answers parses it. */
  answer(channel: string, reply: (asked: unknown) => Promise<unknown>): void;
}

/** Hears the preload of our own page, and refuses everybody else. */
export function windowMessages(
  ipcMain: ElectronParts['ipcMain'],
  window: WindowParts,
  log: (line: string) => void,
): WindowMessages {
  const refusal = (event: IpcMainEvent | IpcMainInvokeEvent, channel: string): string | null => {
    const because = judgeSender(event.senderFrame, event.sender.id === window.webContents.id);
    if (because !== null) log(`message refused channel=${channel} because=${because}`);
    return because;
  };

  return {
    listen(channel, act) {
      ipcMain.on(channel, (event) => {
        if (refusal(event, channel) === null) act();
      });
    },
    answer(channel, reply) {
      ipcMain.handle(channel, async (event, asked: unknown) => {
        const because = refusal(event, channel);
        if (because !== null) throw new Error(`sender_refused: ${because}`);
        return reply(asked);
      });
    },
  };
}
