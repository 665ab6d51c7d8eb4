import { type OutboxRow, pausedReasons } from '../../contract/outbox.ts';

const otherReasons: readonly string[] = Object.values(pausedReasons);

/** A paused message is paused by its person, stopped with all others, or waits for a sign-in: then its reason says so. */
export function waitsForSignIn({ state, reason }: Pick<OutboxRow, 'state' | 'reason'>): boolean {
  return state === 'paused' && reason !== null && !otherReasons.includes(reason);
}
