import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Where every name and every port ends up that a browser asks for: it answers nobody and remembers who came. */
export interface Sinkhole {
  readonly port: number;
  /** The first bytes of each connection, in order; empty for one that sent none. */
  readonly calls: readonly string[];
  forget(): void;
  close(): Promise<void>;
}

export async function startSinkhole(): Promise<Sinkhole> {
  const calls: string[] = [];
  const server = createServer((socket) => {
    const at = calls.push('') - 1;
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      calls[at] ??= '';
      calls[at] += bytes.toString('latin1');
      // Until its host is named; a greeting of TLS may come in parts.
      if (/\.example/.test(calls[at])) socket.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    calls,
    forget: () => void calls.splice(0),
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}
