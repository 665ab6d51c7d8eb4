import type { Random } from '../../main/core/ports/time.ts';
import type { Site } from './failpoints.ts';
import type { Orders } from './orders.ts';
import type { Trace } from './trace.ts';
import type { Executioner } from './wrap-engine.ts';

/** What of a victim's orders is about its death. */
export type DeathOrders = Pick<Orders, 'deadlySites' | 'passChance' | 'flightMs'>;

/** Kills this process at the first deadly site that chance does not let it pass, and notes every site it came to. */
export function createExecutioner(
  orders: DeathOrders,
  listedSites: readonly Site[],
  random: Random,
  trace: Trace,
): Executioner {
  const listed = new Set(listedSites);
  const deadly = new Set(orders.deadlySites);
  const passed = new Set<Site>();

  function isDeadly(site: Site): boolean {
    if (!passed.has(site)) trace(listed.has(site) ? 'passed' : 'unlisted', site);
    passed.add(site);
    return deadly.has(site) && random.uniform() >= orders.passChance;
  }

  function die(site: Site): never {
    trace('killed', site);
    process.kill(process.pid, 'SIGKILL');
    throw new Error('unreachable: SIGKILL does not return');
  }

  return {
    pass: (site) => void (isDeadly(site) && die(site)),
    sentence: (site) => (isDeadly(site) ? { afterMs: random.uniform() * orders.flightMs } : null),
    die,
  };
}
