import { type DesktopBridge, enginePortMessage } from '../../contract/desktop.ts';
import { messagePortWire } from './open-message-port.ts';
import type { OpenWire } from './wire.ts';

/**
 * The desktop sends a port when the window first asks and after every restart of its engine, so there is nothing to try:
 * each attempt waits for the next port. Messages from frames and other windows do not count.
 */
export function portOpener(desktop: Pick<DesktopBridge, 'requestPort'>): OpenWire {
  let arrived: MessagePort | null = null;
  let tell: (() => void) | null = null;
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window || event.data !== enginePortMessage) return;
    arrived = event.ports[0] ?? null;
    tell?.();
  });
  desktop.requestPort();

  return async (signal) => {
    if (arrived === null) {
      await new Promise<void>((resolve) => {
        tell = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    const port = arrived;
    arrived = null;
    return port === null ? { kind: 'unreachable' } : { kind: 'open', wire: messagePortWire(port) };
  };
}
