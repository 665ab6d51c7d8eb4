import { type OutboxRow, pausedReasons } from '../../contract/outbox.ts';

const { byPerson: _, ...shared } = pausedReasons;
const reasons: readonly string[] = Object.values(shared);

/** It stands still together with everything of its kind, and goes on with it, not by itself. */
export function isSharedPause({ state, reason }: Pick<OutboxRow, 'state' | 'reason'>): boolean {
  return state === 'paused' && reason !== null && reasons.includes(reason);
}
