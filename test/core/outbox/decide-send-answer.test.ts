import { describe, expect, it } from 'vitest';
import { isTransientVerdict } from '../../../main/core/faults/decide-fault.ts';
import { decideSendAnswer } from '../../../main/core/outbox/decide-send-answer.ts';
import {
  answering,
  failing,
  lost,
  neverSent,
  paced,
  refused,
  signInNeeded,
  transientVerdict,
} from '../../helpers/sample-faults.ts';

describe('decideSendAnswer', () => {
  it('takes the service at its word when it accepts', () => {
    expect(decideSendAnswer(answering(null))).toEqual({ kind: 'accepted' });
  });

  it.each([
    ['our own pace', paced],
    ['no sign-in', signInNeeded],
    ['no connection', neverSent],
    ['401', refused(401)],
    ['429', refused(429, { retryAfterMs: 2_000 })],
    ['the transient 403 of the spam check', refused(403, { message: transientVerdict })],
  ])('knows that nothing left after %s', (_name, fault) => {
    expect(decideSendAnswer(failing(fault))).toEqual({ kind: 'notSent', fault });
  });

  it('wants the draft looked at again after 412', () => {
    const fault = refused(412, { code: 'ErrorIrresolvableConflict' });
    expect(decideSendAnswer(failing(fault))).toEqual({ kind: 'sealAgain', fault });
  });

  it.each([400, 403, 413])('takes %i for a refusal for good', (status) => {
    const fault = refused(status);
    expect(decideSendAnswer(failing(fault))).toEqual({ kind: 'refused', fault });
  });

  it('C13: takes a lost answer for unknown', () => {
    expect(decideSendAnswer(failing(lost))).toEqual({ kind: 'unknown', fault: lost });
  });

  const known = [400, 401, 403, 412, 413, 429];
  const others = Array.from({ length: 400 }, (_, index) => 200 + index).filter((status) => !known.includes(status));

  it('C13: takes every other status for unknown, with or without Retry-After', () => {
    for (const status of others) {
      for (const retryAfterMs of [null, 1_000]) {
        const { kind } = decideSendAnswer(failing(refused(status, { retryAfterMs })));
        expect([status, kind]).toEqual([status, 'unknown']);
      }
    }
  });
});

describe('isTransientVerdict', () => {
  it('knows the spam check only when both words are there', () => {
    expect(isTransientVerdict(transientVerdict)).toBe(true);
    expect(isTransientVerdict('WASCL UserAction verdict is not None. Actual verdict is Suspend.')).toBe(false);
    expect(isTransientVerdict('A transient error.')).toBe(false);
    expect(isTransientVerdict('')).toBe(false);
  });
});
