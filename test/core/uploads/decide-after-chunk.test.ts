import { describe, expect, it } from 'vitest';
import type { ChunkAnswer } from '../../../main/core/ports/mail-service.ts';
import type { ServiceFault } from '../../../main/core/ports/reply.ts';
import {
  CHUNK_RETRIES,
  decideAfterChunk,
  decideAfterOffset,
  type OffsetQuestion,
} from '../../../main/core/uploads/decide-after-chunk.ts';
import { answering, failing, lost, neverSent, paced, refused, signInNeeded } from '../../helpers/sample-faults.ts';

const sizeBytes = 100;

function afterAnswer(answer: ChunkAnswer, failures = 0) {
  return decideAfterChunk(answering(answer), { offset: 40, sizeBytes, failures });
}

function afterFault(fault: ServiceFault, failures = 0) {
  return decideAfterChunk(failing(fault), { offset: 40, sizeBytes, failures });
}

const continued = (nextOffset: number): ChunkAnswer => ({ kind: 'continue', nextOffset });

describe('US4: decideAfterChunk', () => {
  it('goes on where the server says, even when that is only part of what was sent', () => {
    expect(afterAnswer(continued(80))).toEqual({ kind: 'continueAt', offset: 80, confirmed: true });
    expect(afterAnswer(continued(41))).toEqual({ kind: 'continueAt', offset: 41, confirmed: true });
  });

  it('is complete only when the server says so, with or without the attachment’s id', () => {
    expect(afterAnswer({ kind: 'complete', attachmentId: 'a' })).toEqual({ kind: 'complete', attachmentId: 'a' });
    expect(afterAnswer({ kind: 'complete', attachmentId: null }, 9)).toEqual({ kind: 'complete', attachmentId: null });
  });

  it('counts an answer that confirms nothing as a failure, and goes back with it', () => {
    expect(afterAnswer(continued(40))).toEqual({ kind: 'continueAt', offset: 40, confirmed: false });
    expect(afterAnswer(continued(0))).toEqual({ kind: 'continueAt', offset: 0, confirmed: false });
    expect(afterAnswer(continued(40), CHUNK_RETRIES)).toEqual({ kind: 'giveUp', fault: null });
  });

  it('drops a session that points outside the file', () => {
    expect(afterAnswer(continued(101))).toEqual({ kind: 'sessionGone', fault: null });
    expect(afterAnswer(continued(-1))).toEqual({ kind: 'sessionGone', fault: null });
  });

  it.each([paced, signInNeeded, neverSent, refused(429, { retryAfterMs: 1_000 })])(
    'US3: waits without counting after $kind $status',
    (fault) => {
      expect(afterFault(fault, 9)).toEqual({ kind: 'wait', fault });
    },
  );

  it.each([lost, refused(416), refused(412), refused(500), refused(502), refused(504)])(
    'US3: asks the server where it stands after $kind $status, and gives up after three retries',
    (fault) => {
      expect(afterFault(fault, CHUNK_RETRIES - 1)).toEqual({ kind: 'askOffset', fault, notBeforeMs: null });
      expect(afterFault(fault, CHUNK_RETRIES)).toEqual({ kind: 'giveUp', fault });
    },
  );

  it('US3: lets Retry-After of a 503 win', () => {
    const fault = refused(503, { retryAfterMs: 2_000 });
    expect(afterFault(fault)).toEqual({ kind: 'askOffset', fault, notBeforeMs: 2_000 });
  });

  it('US6: stops for good when the message is too large, under either status', () => {
    for (const fault of [refused(413), refused(400, { code: 'ErrorMessageSizeExceeded' })]) {
      expect(afterFault(fault)).toEqual({ kind: 'refused', fault });
    }
  });

  it('takes every other refusal for the end of the session', () => {
    for (const status of [400, 401, 403, 404, 405, 409, 410]) {
      expect([status, afterFault(refused(status)).kind]).toEqual([status, 'sessionGone']);
    }
  });
});

describe('decideAfterOffset', () => {
  const question: OffsetQuestion = { confirmedOffset: 40, sizeBytes, overlapEnd: null, assumedBefore: false };
  const overlap: OffsetQuestion = { ...question, overlapEnd: 80 };

  function ask(reply: Parameters<typeof decideAfterOffset>[0], asked: OffsetQuestion = question) {
    return decideAfterOffset(reply, asked);
  }

  it('US4: lets the server’s offset win, further or nearer than ours', () => {
    for (const nextOffset of [0, 39, 40, 99]) {
      expect(ask(answering({ nextOffset }), overlap)).toEqual({
        kind: 'continueAt',
        offset: nextOffset,
        assumed: false,
      });
    }
  });

  it('drops a session whose offset leaves nothing to send', () => {
    for (const nextOffset of [-1, 100, 101]) {
      expect(ask(answering({ nextOffset }))).toEqual({ kind: 'sessionGone', fault: null });
    }
  });

  it.each([404, 405, 501])(
    'tries our own offset where %i may only say that the question is not supported',
    (status) => {
      expect(ask(failing(refused(status)))).toEqual({ kind: 'continueAt', offset: 40, assumed: false });
    },
  );

  it.each([404, 405, 501])('takes an overlap for stored, once, where %i leaves us without an answer', (status) => {
    const reply = failing(refused(status));
    expect(ask(reply, overlap)).toEqual({ kind: 'continueAt', offset: 80, assumed: true });
    expect(ask(reply, { ...overlap, assumedBefore: true }).kind).toBe('sessionGone');
    expect(ask(reply, { ...overlap, overlapEnd: sizeBytes }).kind).toBe('sessionGone');
  });

  it.each([paced, signInNeeded, neverSent, refused(429)])('waits after $kind $status', (fault) => {
    expect(ask(failing(fault))).toEqual({ kind: 'wait', fault });
  });

  it.each([lost, refused(500), refused(503)])('asks again after $kind $status', (fault) => {
    expect(ask(failing(fault))).toEqual({ kind: 'askAgain', fault });
  });

  it.each([400, 401, 403, 410, 416])('takes %i for the end of the session', (status) => {
    expect(ask(failing(refused(status))).kind).toBe('sessionGone');
  });
});
