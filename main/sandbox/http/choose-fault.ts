import type { Fault, FaultRow } from '../store/faults.ts';
import { countFault, listFaults } from '../store/faults.ts';
import type { Tenant } from '../tenant.ts';
import { drawChance, readRandom } from './draw-chance.ts';

export interface Target {
  readonly method: string;
  readonly path: string;
  /** Random faults strike mail requests only, so that a harness keeps its sign-in. */
  readonly isMail: boolean;
}

/** The first rule that strikes wins; every rule that matches counts the request. */
export function chooseFault(tenant: Tenant, target: Target): Fault | null {
  let chosen: Fault | null = null;
  for (const row of listFaults(tenant.db)) {
    if (!matches(row, target)) continue;
    const strikes = chosen === null && isDue(tenant, row);
    countFault(tenant.db, row.n, strikes);
    if (strikes) chosen = row.rule;
  }
  return chosen ?? (target.isMail ? chooseByChance(tenant) : null);
}

function matches(row: FaultRow, target: Target): boolean {
  const { method, path } = row.rule.match;
  if (method !== undefined && method.toUpperCase() !== target.method) return false;
  return path === undefined || new RegExp(path, 'i').test(target.path);
}

function isDue(tenant: Tenant, row: FaultRow): boolean {
  const { match, times, probability } = row.rule;
  if (row.seen + 1 < (match.nth ?? 1)) return false;
  if (times > 0 && row.used >= times) return false;
  return probability === undefined || drawChance(tenant) < probability;
}

function chooseByChance(tenant: Tenant): Fault | null {
  const random = readRandom(tenant);
  if (random === undefined || random.rate === 0 || drawChance(tenant) >= random.rate) return null;
  const action = random.actions[Math.floor(drawChance(tenant) * random.actions.length)];
  if (action === undefined) return null;
  const isWait = action === 'slow' || action === 'slowAfter';
  const isRefusal = action === 'status' || action === 'statusAfter';
  return {
    action,
    ...(isRefusal ? { status: [500, 502, 503, 504][Math.floor(drawChance(tenant) * 4)] ?? 503 } : {}),
    ...(isWait ? { delayMs: Math.round(drawChance(tenant) * random.delayMs) } : {}),
    ...(action === 'throttle' ? { retryAfterMs: random.retryAfterMs } : {}),
  };
}
