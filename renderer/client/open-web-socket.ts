import { RPCLink } from '@orpc/client/websocket';
import { askHost, type Fetch, type PageSession } from './page-session.ts';
import type { Opening, OpenWire, Wire } from './wire.ts';

/** What the page's transport uses of the browser. */
export interface BrowserNet {
  readonly session: () => PageSession;
  readonly fetch: Fetch;
  readonly newSocket: (url: string, protocols: string[]) => WebSocket;
}

/** The wire to the browser host. The token travels as a subprotocol: never in an address, where it would be logged. */
export function webSocketOpener(net: BrowserNet): OpenWire {
  return async (signal) => {
    const session = net.session();
    const met = await askHost(session, net.fetch, signal);
    if (met !== 'open') return { kind: met };
    const url = `${session.origin.replace(/^http/, 'ws')}/rpc`;
    return openSocket(net.newSocket(url, ['mailroom', `token.${session.token ?? ''}`]), signal);
  };
}

function openSocket(socket: WebSocket, signal: AbortSignal): Promise<Opening> {
  const { promise: closed, resolve: markClosed } = Promise.withResolvers<void>();
  let isOpen = true;
  // Before the link's own listener: who is told of the end by the link asks whether this wire is open.
  socket.addEventListener('close', () => {
    isOpen = false;
    markClosed();
  });
  const wire: Wire = {
    link: new RPCLink({ websocket: forgiving(socket) }),
    get isOpen() {
      return isOpen;
    },
    closed,
    close: () => socket.close(),
  };
  return new Promise((resolve) => {
    const giveUp = (): void => socket.close();
    signal.addEventListener('abort', giveUp, { once: true });
    const settle = (opening: Opening): void => {
      signal.removeEventListener('abort', giveUp);
      resolve(opening);
    };
    socket.addEventListener('open', () => settle({ kind: 'open', wire }), { once: true });
    socket.addEventListener('error', () => undefined);
    void closed.then(() => settle({ kind: 'unreachable' }));
  });
}

/**
 * A socket that is closing drops what it is given, as browsers do; the link would reject instead, also where nobody
 * waits for it, as when a stream is left. The close that follows ends every call.
 */
function forgiving(
  socket: WebSocket,
): Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'readyState' | 'send'> {
  return {
    addEventListener: socket.addEventListener.bind(socket),
    removeEventListener: socket.removeEventListener.bind(socket),
    get readyState() {
      return socket.readyState === socket.CONNECTING ? socket.CONNECTING : socket.OPEN;
    },
    send(data) {
      if (socket.readyState === socket.OPEN) socket.send(data);
    },
  };
}
