import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ApiRouter } from '../engine/host.ts';
import { checkAccess, type Doorkeeper } from './check-access.ts';
import { checkSource, type Refusal } from './check-source.ts';
import { RPC_PATH } from './list-routes.ts';
import { refuseConnection } from './refuse-connection.ts';

const LONGEST_MESSAGE_BYTES = 16 * 2 ** 20;
const PROTOCOL = 'mailroom';

export interface SocketDoor {
  upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void;
  close(): void;
}

/** The contract over WebSocket, behind the same checks as every other route. */
export function acceptSockets(router: ApiRouter, door: Doorkeeper): SocketDoor {
  const handler = new RPCHandler(router);
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: LONGEST_MESSAGE_BYTES,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  });

  return {
    upgrade(request, connection, head) {
      connection.on('error', () => connection.destroy());
      const refusal = checkSource(request, door.port) ?? checkPath(request) ?? checkAccess(request, 'data', door);
      if (refusal !== null) return refuseConnection(connection, refusal);
      server.handleUpgrade(request, connection, head, (socket) => {
        // Its close event follows, and is all that anyone needs to know.
        socket.on('error', () => socket.terminate());
        void handler.upgrade(withBackpressure(socket), { context: {} });
      });
    },
    close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

interface PatientSocket extends Pick<WebSocket, 'addEventListener'> {
  send(data: Parameters<WebSocket['send']>[0]): Promise<void>;
}

/** A stream gives its next value only when the last was written out, so that a slow page gets fewer, newer ones. */
function withBackpressure(socket: WebSocket): PatientSocket {
  return {
    addEventListener: socket.addEventListener.bind(socket),
    send: (data) => new Promise((resolve) => socket.send(data, () => resolve())),
  };
}

function checkPath(request: IncomingMessage): Refusal | null {
  return request.url === RPC_PATH ? null : { status: 400, reason: 'No WebSocket is served here.' };
}
