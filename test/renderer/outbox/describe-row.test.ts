import { describe, expect, it } from 'vitest';
import { outboxStates } from '../../../contract/outbox.ts';
import { fileWords, isMoving, stateWords, timeWords, toneOf } from '../../../renderer/outbox/describe-row.ts';
import { verdictOf } from '../../../renderer/outbox/verdict.ts';
import { fileOf, outboxRowOf } from './outbox-row-of.ts';

const now = new Date(2026, 10, 21, 14, 11).getTime();
const inSeconds = (seconds: number): string => new Date(now + seconds * 1000).toISOString();

describe('the words of a row', () => {
  it('say what the server confirmed and how long the rest takes', () => {
    const row = outboxRowOf({ attachments: [fileOf(118e6, 62e6)] });
    expect(stateWords(row, 1e6, now).words).toBe('62 of 118 MB, about 1 min');
    expect(stateWords(row, null, now).words).toBe('62 of 118 MB');
  });

  it('U6: give pace a clock time and no estimate', () => {
    const row = outboxRowOf({ state: 'paced', waitingUntil: inSeconds(21 * 60), attachments: [fileOf(9e6, 1e6)] });
    expect(stateWords(row, 1e6, now)).toEqual({ words: 'Paced until 14:32', tone: 'amber' });
    expect(verdictOf({ ...row, reason: 'Microsoft 365 asked us to slow down. Nothing to do.' }, now)).toBe(
      'Microsoft 365 asked us to slow down. Continues at 14:32. Nothing to do.',
    );
  });

  it('S9: say waiting, without red, while there is no network', () => {
    const row = outboxRowOf({ waitingUntil: inSeconds(60), reason: 'Waiting for the network.' });
    expect(stateWords(row, null, now)).toEqual({ words: 'Waiting, tries again at 14:12', tone: 'ink' });
    expect(isMoving(row, now)).toBe(false);
  });

  it('C10: count down to the moment at which a held message leaves', () => {
    expect(timeWords(outboxRowOf({ state: 'held', heldUntil: inSeconds(24) }), now)).toBe('in 0:24');
    expect(timeWords(outboxRowOf({ state: 'held', heldUntil: inSeconds(-3) }), now)).toBe('in 0:00');
  });

  it('C13: say when an unconfirmed message is looked for next', () => {
    const row = outboxRowOf({ state: 'unconfirmed', waitingUntil: inSeconds(20) });
    expect(stateWords(row, null, now)).toEqual({ words: 'Looking in Sent Items, next look in 20 s', tone: 'violet' });
  });

  it('keep violet for the one state that it means', () => {
    expect(outboxStates.filter((state) => toneOf({ state }) === 'violet')).toEqual(['unconfirmed']);
  });

  it('say in every state where the message stands', () => {
    for (const state of outboxStates) {
      expect(stateWords(outboxRowOf({ state }), null, now).words).toMatch(/^[A-Z]/);
      expect(verdictOf(outboxRowOf({ state }), now)).toMatch(/[.]$/);
    }
  });

  it('C12: say of a returned message why it came back', () => {
    const row = outboxRowOf({ state: 'bounced', reason: 'the mailbox is full (5.2.2)' });
    expect(stateWords(row, null, now)).toEqual({ words: 'Bounced: the mailbox is full (5.2.2)', tone: 'brick' });
  });

  it('U1: say why a file goes again, until it is attached', () => {
    const restart = { atBytes: 62e6, why: 'the upload window closed' };
    const row = outboxRowOf({ attachments: [fileOf(118e6, 4e6, { restart })] });
    const again = 'Uploading, again because the upload window closed';
    expect(row.attachments.map((file) => fileWords(row, file, now).words)).toEqual([again]);
    const attached = fileOf(118e6, 118e6, { restart, state: 'attached' });
    expect(fileWords(row, attached, now).words).toBe('Attached');
  });

  it('never put a code into the sentence', () => {
    const error = {
      error_code: 'provider_payload_too_large' as const,
      message: 'About 46 MB once encoded; 35 MB are accepted. Nothing was sent.',
      field: null,
      details: {},
      remediation: 'Send fewer files.',
      retriable: false,
    };
    const row = outboxRowOf({ state: 'needsYou', error });
    expect(stateWords(row, null, now).words).toBe('Too large once encoded');
    expect(verdictOf(row, now)).toBe(`${error.message} ${error.remediation}`);
  });
});

describe("U1: a file's own word", () => {
  const file = fileOf(9e6, 1e6);

  it('is what the server has done with it', () => {
    const row = outboxRowOf();
    expect(fileWords(row, { ...file, state: 'waiting' }, now).words).toBe('Waiting');
    expect(fileWords(row, file, now).words).toBe('Uploading');
    expect(fileWords(row, { ...file, state: 'checking' }, now).words).toBe('Checking');
    expect(fileWords(row, { ...file, state: 'attached' }, now).words).toBe('Attached');
  });

  it('follows its message while that waits', () => {
    expect(fileWords(outboxRowOf({ state: 'paused' }), file, now).words).toBe('Paused');
    expect(fileWords(outboxRowOf({ state: 'needsYou' }), file, now).words).toBe('Needs you');
    const paced = outboxRowOf({ state: 'paced', waitingUntil: inSeconds(60) });
    expect(fileWords(paced, file, now).words).toBe('Paced until 14:12');
  });
});
