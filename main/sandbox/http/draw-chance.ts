import type { FaultAction } from '../store/faults.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import type { Tenant } from '../tenant.ts';

/** Faults by chance, for harnesses: the same seed and the same order of requests give the same faults. */
interface RandomFaults {
  readonly rate: number;
  readonly actions: readonly FaultAction[];
  readonly state: number;
  readonly delayMs: number;
  readonly retryAfterMs: number;
}

export function readRandom(tenant: Tenant): RandomFaults | undefined {
  return readSetting(tenant.db, 'random') as RandomFaults | undefined;
}

/** True with that probability; the certain cases draw nothing. */
export function draw(tenant: Tenant, probability: number): boolean {
  return probability > 0 && (probability >= 1 || drawChance(tenant) < probability);
}

/** A number from 0 up to the width. */
export function drawSpread(tenant: Tenant, width: number): number {
  return width === 0 ? 0 : drawChance(tenant) * width;
}

/** Mulberry32, whose whole state is one number, so that it survives a restart. */
export function drawChance(tenant: Tenant): number {
  const random = readRandom(tenant);
  const state = ((random?.state ?? 1) + 0x6d2b79f5) | 0;
  writeSetting(tenant.db, 'random', { rate: 0, actions: [], delayMs: 0, retryAfterMs: 0, ...random, state });
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}
