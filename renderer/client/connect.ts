import { createORPCClient } from '@orpc/client';
import type { DesktopBridge } from '../../contract/desktop.ts';
import type { ApiClient, Connection, HostAbilities, SendFileOptions } from './connection.ts';
import { type LastingLink, lastingLink } from './lasting-link.ts';
import { type BrowserNet, webSocketOpener } from './open-web-socket.ts';
import { adoptToken, readPageSession } from './page-session.ts';
import { prepareDownload } from './prepare-download.ts';
import { sendFile } from './send-file.ts';
import { type IncomingClient, sendFileByPort } from './send-file-by-port.ts';
import { portOpener } from './wait-for-port.ts';

declare global {
  interface Window {
    /** Only in the desktop: put there by the preload. */
    readonly mailroom?: DesktopBridge<File>;
  }
}

/** The window's connection to its engine, whichever host it has. Call once, before anything else reads the address. */
export function connect(): Connection {
  if (window.mailroom !== undefined) return connectToDesktop(window.mailroom);
  adoptToken(window);
  return connectToBrowserHost({
    session: () => readPageSession(window),
    fetch: (url, init) => fetch(url, init),
    newSocket: (url, protocols) => new WebSocket(url, protocols),
  });
}

/** @testexport */
export function connectToBrowserHost(net: BrowserNet): Connection {
  const link = lastingLink(webSocketOpener(net));
  const abilities: HostAbilities = {
    kind: 'browser',
    files: { kind: 'browser', prepareDownload: (ids) => prepareDownload(net, ids) },
  };
  return connection(link, abilities, (file, options = {}) => sendFile(net, file, options));
}

function connectToDesktop(desktop: DesktopBridge<File>): Connection {
  const abilities: HostAbilities = {
    kind: 'desktop',
    pickFiles: () => desktop.pickFiles(),
    pathOf: (file) => desktop.pathOf(file) || null,
    files: { ...desktop, kind: 'desktop' },
  };
  const link = lastingLink(portOpener(desktop));
  const incoming = createORPCClient<IncomingClient>(link, { path: ['incoming'] });
  return connection(link, abilities, (file, options = {}) => sendFileByPort(incoming, file, options));
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
