import { describe, expect, it } from 'vitest';
import { outboxStates } from '../../../contract/outbox.ts';
import { actionsOf, retryVerb } from '../../../renderer/outbox/row-actions.ts';
import { outboxRowOf } from './outbox-row-of.ts';

const verbs = (facts: Parameters<typeof outboxRowOf>[0], needsSignIn = false): readonly string[] =>
  actionsOf(outboxRowOf(facts), needsSignIn)
    .filter(({ unavailable }) => unavailable === null)
    .map(({ verb }) => verb);

describe('what can be done with a message', () => {
  it('C13: is only to look while it is unconfirmed', () => {
    expect(verbs({ state: 'unconfirmed', cancellable: false })).toEqual(['lookNow']);
  });

  it('is a verdict once it needs somebody and may have left', () => {
    expect(verbs({ state: 'needsYou', cancellable: false })).toEqual(['confirmSent', 'sendAgain']);
  });

  it('is to try again once it needs somebody and certainly has not left', () => {
    expect(verbs({ state: 'needsYou', cancellable: true })).toEqual(['resume', 'reopen', 'cancel']);
  });

  it('is never to send again in any other state', () => {
    const offering = outboxStates.filter((state) => verbs({ state, cancellable: false }).includes('sendAgain'));
    expect(offering).toEqual(['needsYou']);
  });

  it('is not to cancel once it is being sent, and the button says why', () => {
    const [cancel] = actionsOf(outboxRowOf({ state: 'sending', cancellable: false }), false);
    expect(cancel?.unavailable).toContain('can no longer be stopped');
  });

  it('is to sign in, not to resume, while its mailbox waits for that', () => {
    expect(verbs({ state: 'paused' }, true)[0]).toBe('signIn');
    expect(verbs({ state: 'paused' }, false)[0]).toBe('resume');
  });

  it('is for the key R what is safe to repeat', () => {
    const found = outboxStates.map((state) => [state, retryVerb(outboxRowOf({ state, cancellable: false }))] as const);
    expect(Object.fromEntries(found.filter(([, verb]) => verb !== null))).toEqual({
      paused: 'resume',
      accepted: 'lookNow',
      unconfirmed: 'lookNow',
    });
  });
});
