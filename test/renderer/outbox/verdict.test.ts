import { describe, expect, it } from 'vitest';
import { stateWords } from '../../../renderer/outbox/describe-row.ts';
import { verdictOf } from '../../../renderer/outbox/verdict.ts';
import { outboxRowOf } from './outbox-row-of.ts';

describe('verdictOf', () => {
  const nowMs = Date.parse('2026-11-20T14:11:00');
  const until = new Date(nowMs + 21 * 60_000).toISOString();

  it('U6: says of a paced message when it continues, and that nothing is to be done, once', () => {
    const words = 'Microsoft 365 asked us to slow down. Continues at 14:32. Nothing to do.';
    const paced = outboxRowOf({ state: 'paced', waitingUntil: until });
    expect(verdictOf({ ...paced, reason: 'Microsoft 365 asked us to slow down.' }, nowMs)).toBe(words);
    expect(verdictOf({ ...paced, reason: 'Microsoft 365 asked us to slow down. Nothing to do.' }, nowMs)).toBe(words);
    expect(verdictOf({ ...paced, reason: null }, nowMs)).toBe(words);
  });

  it('says once what waits for a sign-in, and does not call it paused by you', () => {
    const waiting = outboxRowOf({ state: 'paused', reason: 'Waiting for you to sign in again.' });
    const words = 'Waiting for you to sign in again. Drafts and uploads wait.';
    expect(verdictOf(waiting, nowMs)).toBe(words);
    expect(verdictOf({ ...waiting, reason: words }, nowMs)).toBe(words);
    expect(stateWords(waiting, null, nowMs).words).toMatch(/^Waiting for sign-in/);
    expect(stateWords({ ...waiting, reason: 'Paused by you.' }, null, nowMs).words).toMatch(/^Paused/);
  });
});
