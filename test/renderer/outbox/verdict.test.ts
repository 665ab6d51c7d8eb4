import { describe, expect, it } from 'vitest';
import { windowClosed } from '../../../contract/outbox.ts';
import { stateWords } from '../../../renderer/outbox/describe-row.ts';
import { verdictOf } from '../../../renderer/outbox/verdict.ts';
import { fileOf, mailboxOf, outboxRowOf } from './outbox-row-of.ts';

const mailbox = mailboxOf({ state: 'signInNeeded' });

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

  it.each([
    [undefined, 'Your organization wants you to sign in again. Drafts and uploads wait.'],
    ['verification', 'Your organization wants a further proof that it is you. Drafts and uploads wait.'],
    ['consent', 'The permission for Mailroom was withdrawn. Signing in again grants it anew. Drafts and uploads wait.'],
  ] as const)('MP1: says why somebody has to sign in again: %s', (signInReason, words) => {
    const waiting = outboxRowOf({ state: 'paused', reason: 'Waiting for you to sign in again.' });
    const from = { ...mailbox, ...(signInReason === undefined ? {} : { signInReason }) };
    expect(verdictOf(waiting, nowMs, { from })).toBe(words);
  });

  it('U5: says when an upload window closed and what goes again, until that is there again', () => {
    const restart = { atBytes: 62e6, why: windowClosed };
    const row = (confirmedBytes: number) => outboxRowOf({ attachments: [fileOf(118e6, confirmedBytes, { restart })] });
    const at = new Date(nowMs - 6 * 60_000).toISOString();
    const what = `“plans.zip” goes again: ${windowClosed}.`;
    const events = [{ at, state: 'uploading', what, requestId: null }] as const;
    expect(verdictOf(row(4e6), nowMs, { events })).toBe(
      'The upload window for plans.zip closed at 14:05. The draft is safe; 62 MB must go again. It goes by itself.',
    );
    expect(verdictOf(row(62e6), nowMs, { events })).toBe('It leaves by itself when every file is attached.');
    const offline = { ...row(4e6), reason: 'Waiting for the network.' };
    expect(verdictOf(offline, nowMs, { events })).toBe('Waiting for the network. It continues by itself.');
  });
});
