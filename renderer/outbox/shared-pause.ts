import { type OutboxRow, pausedReasons } from '../../contract/outbox.ts';

const reasons: readonly string[] = [pausedReasons.forNow, pausedReasons.battery, pausedReasons.metered];

/** It stands still together with everything of its kind, and goes on with it, not by itself. */
export function isSharedPause({ state, reason }: Pick<OutboxRow, 'state' | 'reason'>): boolean {
  return state === 'paused' && reason !== null && reasons.includes(reason);
}
