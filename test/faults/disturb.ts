import { type Arm, faultActions, MAX_SLOW_MS, RETRY_AFTER_S } from './arms.ts';
import type { FarEnd } from './far-end.ts';

/** Lets the far end fail as the arm says, the same way for the same seed. */
export async function disturb(
  farEnd: FarEnd,
  { faultRate, faultRules }: Pick<Arm, 'faultRate' | 'faultRules'>,
  seed: number,
): Promise<void> {
  const random = { rate: faultRate, actions: faultActions, seed, delayMs: MAX_SLOW_MS, retryAfter: RETRY_AFTER_S };
  await farEnd.control('PUT', 'random', random);
  for (const rule of faultRules) await farEnd.control('POST', 'faults', rule);
}
