import { type ClientContext, type ClientLink, mapEventIterator, ORPCError } from '@orpc/client';
import { ConnectionLost } from './connection-lost.ts';
import type { ConnectionState } from './connection.ts';
import { wait } from './wait.ts';
import type { OpenWire, Wire } from './wire.ts';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

export interface LastingLink extends ClientLink<ClientContext> {
  readonly state: ConnectionState;
  onState(listener: (state: ConnectionState) => void): () => void;
  close(): void;
}

/**
 * One link over a row of connections: when one ends, the next is opened, soon and then ever more patiently.
 * Calls wait for the first connection; later ones made without a connection fail at once, because a person who
 * pressed a button should hear that nothing happened. Streams end with the connection that carried them.
 */
export function lastingLink(open: OpenWire): LastingLink {
  const ending = new AbortController();
  const listeners = new Set<(state: ConnectionState) => void>();
  let state: ConnectionState = 'connecting';
  let wire: Wire | null = null;

  function become(next: ConnectionState): void {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener(next);
  }

  function onState(listener: (state: ConnectionState) => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  async function keepOpen(): Promise<void> {
    let delayMs = FIRST_RETRY_MS;
    while (!ending.signal.aborted) {
      const opening = await open(ending.signal);
      if (opening.kind === 'open') {
        wire = opening.wire;
        delayMs = FIRST_RETRY_MS;
        become('connected');
        await wire.closed;
        wire = null;
      }
      become(opening.kind === 'refused' ? 'refused' : 'lost');
      await wait(delayMs, ending.signal);
      delayMs = Math.min(delayMs * 2, LAST_RETRY_MS);
    }
  }

  keepOpen().catch(() => become('lost'));

  return {
    get state() {
      return state;
    },
    onState,
    close() {
      ending.abort();
      wire?.close();
    },
    async call(path, input, options) {
      if (state === 'connecting') await nextState(onState, options.signal);
      if (wire === null || !wire.isOpen) throw new ConnectionLost('no');
      const used = wire;
      const explain = (error: unknown): unknown => {
        if (used.isOpen || error instanceof ORPCError || options.signal?.aborted === true) return error;
        return new ConnectionLost('unknown');
      };
      try {
        const output = await used.link.call(path, input, options);
        if (!isStream(output)) return output;
        return mapEventIterator(output, {
          value: async (value) => value,
          error: async (error) => explain(error),
        });
      } catch (error) {
        throw explain(error);
      }
    },
  };
}

function nextState(onState: LastingLink['onState'], signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      stop();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const stop = onState(end);
    signal?.addEventListener('abort', end, { once: true });
  });
}

function isStream(output: unknown): output is AsyncIteratorObject<unknown, unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}
