import { useEffect } from 'react';
import type { PowerFacts } from '../../contract/shell.ts';
import { useClient, useConnectionState } from './connection.tsx';

/** What Chromium has and other browsers have not: there nothing is known, and nothing is told. */
interface Battery extends EventTarget {
  readonly charging: boolean;
  readonly level: number;
}
interface Line extends EventTarget {
  readonly saveData?: boolean;
  readonly type?: string;
}

declare global {
  interface Navigator {
    getBattery?(): Promise<Battery>;
    readonly connection?: Line;
  }
}

const REPEAT_MS = 60_000;

/** Tells the engine what this machine says about its power and its line, now, at each change and each minute. */
export function usePowerReport(): void {
  const client = useClient();
  const isConnected = useConnectionState() === 'connected';
  useEffect(() => {
    if (!isConnected) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    let battery: Battery | null = null;
    const tell = (): void => {
      const facts = powerFactsOf(battery, navigator.connection);
      // Nobody waits for it, and the next one comes in a minute.
      if (Object.values(facts).some((fact) => fact !== null)) client.shell.tellPower(facts).catch(() => undefined);
    };
    const follow = async (): Promise<void> => {
      const found = await navigator.getBattery?.();
      if (found === undefined || signal.aborted) return;
      battery = found;
      for (const type of ['chargingchange', 'levelchange']) found.addEventListener(type, tell, { signal });
      tell();
    };
    // Where the page may not ask, nothing is known.
    follow().catch(() => undefined);
    navigator.connection?.addEventListener('change', tell, { signal });
    const timer = window.setInterval(tell, REPEAT_MS);
    tell();
    return () => {
      leaving.abort();
      window.clearInterval(timer);
    };
  }, [client, isConnected]);
}

/**
 * What a window can know of power and network; null where the system does not say.
 * @testexport
 */
export function powerFactsOf(
  battery: Pick<Battery, 'charging' | 'level'> | null,
  line: Pick<Line, 'saveData' | 'type'> | undefined,
): PowerFacts {
  return {
    onBattery: battery === null ? null : !battery.charging,
    batteryPercent: battery === null ? null : Math.round(battery.level * 100),
    metered: line === undefined ? null : line.saveData === true || line.type === 'cellular',
  };
}
