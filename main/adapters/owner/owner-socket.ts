import { hash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { WebSocket, WebSocketServer } from 'ws';
import { MailroomError } from '../../core/mailroom-error.ts';
import { createPrivateFolder } from '../private-files.ts';
import type { OwnerContact } from './owner-contact.ts';

type Meeting = Pick<OwnerContact, 'socketPath' | 'token'>;

const CONNECT_TIMEOUT_MS = 5_000;
const LONGEST_MESSAGE_BYTES = 16 * 2 ** 20;

/**
 * Lets other commands of the same user talk to the owner of the data folder: a WebSocket over a Unix socket or a
 * Windows pipe, opened by the token of `owner.json`. To be called by the owner, since an older socket file is removed.
 */
export async function listenOnOwnerSocket(
  { socketPath, token }: Meeting,
  onConnection: (socket: WebSocket) => void,
): Promise<{ close(): Promise<void> }> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE_BYTES });
  const server = createServer((_, response) => void response.writeHead(426).end());
  server.on('upgrade', (request, connection, head) => {
    connection.on('error', () => connection.destroy());
    if (!bearsToken(request, token)) {
      connection.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n', () => connection.destroy());
      return;
    }
    sockets.handleUpgrade(request, connection, head, (socket) => {
      // Its close event follows, and is all that anyone needs to know.
      socket.on('error', () => socket.terminate());
      onConnection(socket);
    });
  });
  if (process.platform !== 'win32') clearPlace(socketPath);
  server.listen(socketPath);
  await once(server, 'listening');
  if (process.platform !== 'win32') chmodSync(socketPath, 0o600);

  const close = async (): Promise<void> => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { close };
}

/** Throws `data_folder_busy`, retriable, when the owner does not answer: it is starting, ending or stuck. */
export async function connectToOwner({ socketPath, token }: Meeting): Promise<WebSocket> {
  const socket = new WebSocket('ws://owner.invalid/', {
    // The handshake's limit is the socket's own: without it a stopped owner would be waited for without end.
    createConnection: () => connect({ path: socketPath, timeout: CONNECT_TIMEOUT_MS }),
    headers: { authorization: `Bearer ${token}` },
    handshakeTimeout: CONNECT_TIMEOUT_MS,
    maxPayload: LONGEST_MESSAGE_BYTES,
  });
  try {
    await once(socket, 'open');
  } catch (error) {
    throw new MailroomError('data_folder_busy', {
      message: 'Another Mailroom owns the data folder and does not answer. Nothing was changed.',
      remediation:
        'Try again in a moment. If it stays, end the other Mailroom, or name another folder with --data-dir.',
      retriable: true,
      cause: error,
    });
  }
  socket.on('error', () => socket.terminate());
  return socket;
}

/** Compares digests, so that the time it takes tells neither the token nor its length. */
function bearsToken(request: IncomingMessage, token: string): boolean {
  const offered = hash('sha256', request.headers.authorization ?? '', 'buffer');
  return timingSafeEqual(offered, hash('sha256', `Bearer ${token}`, 'buffer'));
}

/** In a shared temporary folder someone else may have made ours first, to see or replace what is in it. */
function clearPlace(socketPath: string): void {
  const folder = dirname(socketPath);
  createPrivateFolder(folder);
  const { uid } = lstatSync(folder);
  if (!lstatSync(folder).isDirectory() || uid !== process.getuid?.()) {
    throw new MailroomError('data_folder_busy', {
      message: 'The folder for the local socket belongs to another user.',
      remediation: 'Name a data folder of your own, with a shorter path, with --data-dir.',
    });
  }
  rmSync(socketPath, { force: true });
}
