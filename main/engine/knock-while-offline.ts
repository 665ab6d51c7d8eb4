import { cancelSource } from '../core/jobs/cancel-source.ts';
import type { Clock } from '../core/ports/time.ts';
import type { NetworkWatch } from './watch-network.ts';

const KNOCK_MS = 10_000;
const TIMEOUT_MS = 5_000;

/**
 * Work that found no connection waits longer and longer by itself. So that it goes on within seconds of the network's
 * return, the service is knocked at while it is away: any answer at all will do, and nothing is asked.
 */
export function knockWhileOffline(
  network: NetworkWatch,
  clock: Clock,
  addresses: () => Promise<readonly string[]>,
): { readonly stop: () => void; readonly knock: () => Promise<void> } {
  const stop = cancelSource();
  let isKnocking = false;

  async function knock(): Promise<void> {
    const [address] = await addresses().catch(() => []);
    if (address === undefined) return;
    await network.transport.send({
      method: 'GET',
      url: new URL('/', address).href,
      headers: {},
      body: null,
      timeoutMs: TIMEOUT_MS,
      signal: stop.signal,
      freshConnection: true,
    });
  }

  async function knockUntilAnswered(): Promise<void> {
    if (isKnocking) return;
    isKnocking = true;
    while (network.network() === 'offline' && !stop.signal.aborted) {
      await clock.sleep(KNOCK_MS, stop.signal);
      if (network.network() === 'offline' && !stop.signal.aborted) await knock();
    }
    isKnocking = false;
  }

  const unsubscribe = network.onChange(() => void knockUntilAnswered());
  return {
    knock,
    stop() {
      unsubscribe();
      stop.cancel();
    },
  };
}
