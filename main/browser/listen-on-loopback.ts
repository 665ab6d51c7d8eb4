import { once } from 'node:events';
import type { Server } from 'node:http';

/**
 * Listens on this machine only. A port that is asked for is taken or the start fails; the one of the last time is
 * preferred, because open pages look for the host there. Returns the port.
 */
export async function listenOnLoopback(server: Server, asked: number | null, last: number | null): Promise<number> {
  if (asked !== null) return listen(server, asked);
  if (last === null) return listen(server, 0);
  return listen(server, last).catch(() => listen(server, 0));
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen({ host: '127.0.0.1', port, exclusive: true });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}
