import type { OutboxRow } from '../../contract/outbox.ts';

/** A paused message is paused by its person, or waits for them to sign in: then its reason says so. */
export function waitsForSignIn({ state, reason }: Pick<OutboxRow, 'state' | 'reason'>): boolean {
  return state === 'paused' && reason !== null && reason !== 'Paused by you.';
}
