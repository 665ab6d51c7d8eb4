import type { ShellStatus } from '../../contract/shell.ts';
import type { HttpResult, HttpTransport } from '../adapters/graph/http-transport.ts';

type Network = ShellStatus['network'];

/** One lost answer says nothing: the service may have dropped one request. So many in a row say that nothing comes back. */
const LOST_IN_A_ROW = 3;

export interface NetworkWatch {
  readonly transport: HttpTransport;
  /** By what the last requests met. */
  network(): Network;
  /** Returns the way out. */
  onChange(listener: () => void): () => void;
}

export function watchNetwork(transport: HttpTransport): NetworkWatch {
  const listeners = new Set<() => void>();
  let network: Network = 'unknown';
  let lostInARow = 0;

  function learn(met: HttpResult['kind'] | 'received'): void {
    lostInARow = met === 'lost' ? lostInARow + 1 : 0;
    if (met === 'lost' && lostInARow < LOST_IN_A_ROW) return;
    const next = met === 'neverSent' || met === 'lost' ? 'offline' : 'online';
    if (next === network) return;
    network = next;
    for (const listener of listeners) listener();
  }

  return {
    transport: {
      async send(request) {
        const result = await transport.send(request);
        learn(result.kind);
        return result;
      },
      async stream(request, receive) {
        const result = await transport.stream(request, receive);
        learn(result.kind);
        return result;
      },
      close: () => transport.close(),
    },
    network: () => network,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
