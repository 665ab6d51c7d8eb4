import { RPCLink } from '@orpc/client/message-port';
import type { Wire } from './wire.ts';

/** The wire to the desktop's engine. A port says that it is closed when the engine's process is gone. */
export function messagePortWire(port: MessagePort): Wire {
  const { promise: closed, resolve: markClosed } = Promise.withResolvers<void>();
  let isOpen = true;
  const end = (): void => {
    isOpen = false;
    markClosed();
  };
  port.addEventListener('close', end);
  const link = new RPCLink({ port });
  port.start();
  return {
    link,
    get isOpen() {
      return isOpen;
    },
    closed,
    close() {
      port.close();
      end();
    },
  };
}
