import type { ShellStatus } from '../../contract/shell.ts';
import type { HttpTransport } from '../adapters/graph/http-transport.ts';

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

  function learn(next: Network): void {
    if (next === network) return;
    network = next;
    for (const listener of listeners) listener();
  }

  return {
    transport: {
      async send(request) {
        const result = await transport.send(request);
        if (result.kind !== 'lost') learn(result.kind === 'answer' ? 'online' : 'offline');
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
