import { describe, expect, it } from 'vitest';
import { decideFault } from '../../../main/core/faults/decide-fault.ts';
import { nextWait } from '../../../main/core/outbox/next-wait.ts';
import type { Wait } from '../../../main/core/outbox/outbox-record.ts';
import type { ServiceFault } from '../../../main/core/ports/reply.ts';
import { lost, neverSent, paced, refused, signInNeeded, transientVerdict } from '../../helpers/sample-faults.ts';

const nowMs = 1_000_000;

function decide(fault: ServiceFault, last: Wait | null = null, random = 0) {
  return decideFault(fault, last, nowMs, random, { retryBaseMs: 2_000 });
}

function offline(count: number): Wait {
  return { because: 'offline', untilMs: nowMs, count };
}

describe('decideFault', () => {
  it('waits for our own pace until its own time', () => {
    expect(decide(paced)).toEqual({ kind: 'wait', because: 'uploadBytes', untilMs: 5_000 });
  });

  it('SM1: waits for a person to sign in, after a lost sign-in as after a second 401', () => {
    expect(decide(signInNeeded)).toMatchObject({ kind: 'wait', because: 'signIn' });
    expect(decide(refused(401))).toMatchObject({ kind: 'wait', because: 'signIn' });
  });

  it('US3: waits exactly as long as a 429 says, and ten seconds when it does not say', () => {
    expect(decide(refused(429, { retryAfterMs: 2_500 }))).toEqual({
      kind: 'wait',
      because: 'throttled',
      untilMs: nowMs + 2_500,
    });
    expect(decide(refused(429))).toMatchObject({ kind: 'wait', untilMs: nowMs + 10_000 });
  });

  it('waits for the network longer each time, up to an hour', () => {
    expect(decide(neverSent, null, 0.999_999)).toEqual({ kind: 'wait', because: 'offline', untilMs: nowMs + 2_000 });
    expect(decide(neverSent, offline(3), 0)).toMatchObject({ untilMs: nowMs + 8_000 });
    expect(decide(neverSent, offline(50), 0.999_999_999)).toMatchObject({ untilMs: nowMs + 3_600_000 });
  });

  it('starts from the shortest wait again when it waited for something else before', () => {
    expect(decide(neverSent, { because: 'throttled', untilMs: nowMs, count: 9 }, 0)).toMatchObject({
      untilMs: nowMs + 1_000,
    });
  });

  it('knows that a lost answer and a 5xx may have had an effect', () => {
    expect(decide(lost)).toEqual({ kind: 'retry', notBeforeMs: null, ambiguous: true });
    for (const status of [500, 501, 502, 503, 504, 507, 509]) {
      expect(decide(refused(status))).toEqual({ kind: 'retry', notBeforeMs: null, ambiguous: true });
    }
    expect(decide(refused(503, { retryAfterMs: 4_000 }))).toMatchObject({ notBeforeMs: nowMs + 4_000 });
  });

  it('knows which refusals pass and left nothing behind', () => {
    for (const status of [404, 409, 412, 423]) {
      expect(decide(refused(status))).toEqual({ kind: 'retry', notBeforeMs: null, ambiguous: false });
    }
    expect(decide(refused(403, { message: transientVerdict }))).toMatchObject({ kind: 'retry', ambiguous: false });
  });

  it('takes every other refusal as final', () => {
    for (const status of [400, 402, 403, 405, 406, 410, 411, 413, 414, 415, 416, 417, 421, 422, 424, 431, 451]) {
      expect([status, decide(refused(status))]).toEqual([status, { kind: 'refused' }]);
    }
  });
});

describe('nextWait', () => {
  it('counts how often in a row the same cause came', () => {
    expect(nextWait(null, 'offline', 5)).toEqual({ because: 'offline', untilMs: 5, count: 1 });
    expect(nextWait(offline(4), 'offline', 6)).toEqual({ because: 'offline', untilMs: 6, count: 5 });
    expect(nextWait(offline(4), 'retry', 7)).toEqual({ because: 'retry', untilMs: 7, count: 1 });
  });
});
