import type { ShellStatus } from '../../contract/shell.ts';
import type { HttpResult, HttpTransport } from '../adapters/graph/http-transport.ts';

type Network = ShellStatus['network'];

export interface NetworkWatch {
  readonly transport: HttpTransport;
  /** By what the last request met. */
  network(): Network;
  /** Returns the way out. */
  onChange(listener: () => void): () => void;
}

/** A lost answer says nothing: the line may be down, or the service has dropped one request. */
export function watchNetwork(transport: HttpTransport): NetworkWatch {
  const listeners = new Set<() => void>();
  let network: Network = 'unknown';

  function learn(met: HttpResult['kind'] | 'received'): void {
    const next = met === 'neverSent' ? 'offline' : 'online';
    if (met === 'lost' || next === network) return;
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
