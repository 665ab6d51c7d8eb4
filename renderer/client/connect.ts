import { createORPCClient } from '@orpc/client';
import type { DesktopBridge } from '../../contract/desktop.ts';
import type { ApiClient, Connection, HostAbilities, SendFileOptions } from './connection.ts';
import { type LastingLink, lastingLink } from './lasting-link.ts';
import { type BrowserNet, webSocketOpener } from './open-web-socket.ts';
import { adoptToken, readPageSession } from './page-session.ts';
import { sendFile } from './send-file.ts';
import { FileNotSent } from './file-not-sent.ts';
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

export function connectToBrowserHost(net: BrowserNet): Connection {
  const link = lastingLink(webSocketOpener(net));
  return connection(link, { kind: 'browser' }, (file, options = {}) => sendFile(net, file, options));
}

export function connectToDesktop(desktop: DesktopBridge<File>): Connection {
  const abilities: HostAbilities = {
    kind: 'desktop',
    pickFiles: () => desktop.pickFiles(),
    pathOf: (file) => desktop.pathOf(file) || null,
  };
  return connection(lastingLink(portOpener(desktop)), abilities, () => Promise.reject(attachByPath()));
}

function attachByPath(): FileNotSent {
  return new FileNotSent({
    error_code: 'source_unreadable',
    message: 'This picture or file is on no disk yet, so it was not attached.',
    field: null,
    details: {},
    remediation: 'Save it as a file first, then attach that.',
    retriable: false,
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
