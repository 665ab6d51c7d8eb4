import { useEffect, useEffectEvent, useState } from 'react';
import type { ApiClient } from '../client/connection.ts';
import { useConnection, useConnectionState } from './connection.tsx';

export type StreamState = 'opening' | 'live' | 'interrupted' | 'ended';

type Open<T> = (client: ApiClient, signal: AbortSignal) => Promise<AsyncIterable<T>>;

const retryMs = 1000;

/**
 * Reads an event iterator of the engine for as long as the component lives, and opens it anew after a lost connection.
 * `key` names what is read: another key is another stream, null is none. A stream that ends by itself is not opened again.
 */
export function useStream<T>(key: string | null, open: Open<T>, onValue: (value: T) => void): StreamState {
  const { client } = useConnection();
  const isConnected = useConnectionState() === 'connected';
  const [state, setState] = useState<StreamState>('opening');
  const [attempt, setAttempt] = useState(0);
  const tell = useEffectEvent(onValue);
  const begin = useEffectEvent(open);

  useEffect(() => {
    if (key === null || !isConnected) return;
    const leaving = new AbortController();
    let again: number | undefined;
    const read = async (): Promise<void> => {
      for await (const value of await begin(client, leaving.signal)) {
        if (leaving.signal.aborted) return;
        setState('live');
        tell(value);
      }
      if (!leaving.signal.aborted) setState('ended');
    };
    read().catch(() => {
      if (leaving.signal.aborted) return;
      setState('interrupted');
      again = window.setTimeout(() => setAttempt((count) => count + 1), retryMs);
    });
    return () => {
      leaving.abort();
      window.clearTimeout(again);
    };
  }, [key, isConnected, attempt, client]);

  return isConnected || state === 'ended' ? state : 'interrupted';
}
