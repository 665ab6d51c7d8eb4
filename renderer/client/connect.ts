import { createORPCClient } from '@orpc/client';
import type { ApiClient, Connection, HostAbilities, SendFileOptions } from './connection.ts';
import { type DesktopWindow, portOpener } from './desktop-window.ts';
import { type LastingLink, lastingLink } from './lasting-link.ts';
import { type BrowserNet, webSocketOpener } from './open-web-socket.ts';
import { adoptToken, readPageSession } from './page-session.ts';
import { sendFile } from './send-file.ts';

declare global {
  interface Window {
    /** Only in the desktop: put there by the preload. */
    readonly mailroom?: DesktopWindow;
  }
}

/** The window's connection to its engine, whichever host it has. Call once, before anything else reads the address. */
export function connect(): Connection {
  if (window.mailroom !== undefined) return connectToDesktop(window.mailroom);
  adoptToken(window);
  return connectToBrowserHost({
    session: () => readPageSession(window),
    fetch: (input, init) => fetch(input, init),
    newSocket: (url, protocols) => new WebSocket(url, protocols),
  });
}

export function connectToBrowserHost(net: BrowserNet): Connection {
  const link = lastingLink(webSocketOpener(net));
  return connection(link, { kind: 'browser' }, (file, options = {}) => sendFile(net, file, options));
}

export function connectToDesktop(desktop: DesktopWindow): Connection {
  const abilities: HostAbilities = {
    kind: 'desktop',
    pickFiles: () => desktop.pickFiles(),
    pathOf: (file) => desktop.pathOf(file),
  };
  return connection(lastingLink(portOpener(desktop)), abilities, async (file, options = {}) => {
    const bytes = await file.arrayBuffer();
    options.signal?.throwIfAborted();
    const received = await desktop.sendBytes({ name: file.name, contentType: file.type, bytes });
    options.onProgress?.(file.size);
    return received;
  });
}

function connection(
  link: LastingLink,
  host: HostAbilities,
  send: (file: File, options?: SendFileOptions) => Promise<{ incoming: string }>,
): Connection {
  return {
    client: createORPCClient<ApiClient>(link),
    get state() {
      return link.state;
    },
    onState: (listener) => link.onState(listener),
    host,
    sendFile: send,
    close: () => link.close(),
  };
}
