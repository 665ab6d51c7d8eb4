import { messagePortWire } from './open-message-port.ts';
import type { OpenWire, Opening } from './wire.ts';

/** What the preload offers as `window.mailroom`. */
export interface DesktopWindow {
  /**
   * Asks for a port to the engine. It arrives as a message of the window to itself, because a port cannot cross the
   * preload's bridge as a value: `data` is PORT_MESSAGE and `ports[0]` the port. None comes while the engine is down.
   */
  requestPort(): void;
  /** The system's dialog; absolute paths, none when the person changed their mind. */
  pickFiles(): Promise<readonly string[]>;
  /** Null for a file without a path, like a pasted screenshot. */
  pathOf(file: File): string | null;
  /** Hands the engine a file that has no path. */
  sendBytes(file: { name: string; contentType: string; bytes: ArrayBuffer }): Promise<{ readonly incoming: string }>;
}

export const PORT_MESSAGE = 'mailroom-port';

/** An engine that is only starting answers within this time; then it is asked again. */
const PORT_TIMEOUT_MS = 3_000;

export function portOpener(desktop: Pick<DesktopWindow, 'requestPort'>): OpenWire {
  return (signal) =>
    new Promise<Opening>((resolve) => {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(PORT_TIMEOUT_MS)]);
      const settle = (opening: Opening): void => {
        window.removeEventListener('message', onMessage);
        patience.removeEventListener('abort', giveUp);
        resolve(opening);
      };
      const giveUp = (): void => settle({ kind: 'unreachable' });
      const onMessage = (event: MessageEvent<unknown>): void => {
        const port = event.ports[0];
        if (event.source !== window || event.data !== PORT_MESSAGE || port === undefined) return;
        settle({ kind: 'open', wire: messagePortWire(port) });
      };
      window.addEventListener('message', onMessage);
      patience.addEventListener('abort', giveUp, { once: true });
      desktop.requestPort();
    });
}
