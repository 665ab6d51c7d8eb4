import { describe, expect, it } from 'vitest';
import { outboxRow as outboxRowSchema, type OutboxState } from '../../../contract/outbox.ts';
import {
  type OutboxRecord,
  type Step,
  steps,
  unsentSteps,
  type Wait,
} from '../../../main/core/outbox/outbox-record.ts';
import { outboxRow, outboxState } from '../../../main/core/outbox/outbox-row.ts';
import { sampleFile, sampleRecord } from '../../helpers/sample-outbox.ts';

const nowMs = 1_000;
const isUnsent = (step: Step): boolean => (unsentSteps as readonly Step[]).includes(step);
const wait = (because: Wait['because'], untilMs = nowMs + 1): Wait => ({ because, untilMs, count: 1 });

function stateOf(change: Partial<OutboxRecord>): OutboxState {
  return outboxState(sampleRecord(change), nowMs);
}

const plain: Readonly<Record<Step, OutboxState>> = {
  staged: 'checked',
  drafting: 'uploading',
  drafted: 'uploading',
  sealing: 'uploading',
  sealed: 'uploading',
  sending: 'sending',
  accepted: 'accepted',
  sent: 'sent',
  unknown: 'unconfirmed',
  needsHuman: 'needsYou',
  failed: 'failed',
  cancelled: 'cancelled',
};

describe('outboxState', () => {
  it.each(steps)('has one word for %s', (step) => {
    expect(stateOf({ step })).toBe(plain[step]);
  });

  it.each(steps)('says that %s is paused only while nothing can have left', (step) => {
    const expected = isUnsent(step) ? 'paused' : plain[step];
    expect(stateOf({ step, pausedAtMs: 1 })).toBe(expected);
    expect(stateOf({ step, wait: wait('signIn') })).toBe(expected);
  });

  it.each(steps)('says that %s is paced only while nothing can have left and the time has not come', (step) => {
    for (const because of ['throttled', 'requests', 'uploadBytes', 'messages'] as const) {
      expect(stateOf({ step, wait: wait(because) })).toBe(isUnsent(step) ? 'paced' : plain[step]);
      expect(stateOf({ step, wait: wait(because, nowMs) })).toBe(plain[step]);
    }
    for (const because of ['offline', 'settling', 'looking', 'retry', 'service'] as const) {
      expect(stateOf({ step, wait: wait(because) })).toBe(plain[step]);
    }
  });

  it('lets a pause by a person stand above the pace', () => {
    expect(stateOf({ step: 'drafted', pausedAtMs: 1, wait: wait('throttled') })).toBe('paused');
  });

  it('calls what was never submitted a draft', () => {
    for (const step of unsentSteps) expect(stateOf({ step, submittedAtMs: null, pausedAtMs: 1 })).toBe('draft');
  });
});

describe('outboxRow', () => {
  it.each(steps)('is what the contract promises for %s, and cancellable only before sending', (step) => {
    const row = outboxRow(sampleRecord({ step }), nowMs);
    expect(outboxRowSchema.parse(row)).toEqual(row);
    expect(row.cancellable).toBe(isUnsent(step) || step === 'needsHuman');
    expect(outboxRow(sampleRecord({ step, sends: 1, sendTriedAtMs: 1 }), nowMs).cancellable).toBe(isUnsent(step));
  });

  it('adds up what the server confirmed and says each file’s own state', () => {
    const attachments = [
      sampleFile({ position: 0, step: 'done', sizeBytes: 10, confirmedBytes: 10, remoteId: 'a' }),
      sampleFile({ position: 1, step: 'open', sizeBytes: 10, confirmedBytes: 4 }),
      sampleFile({ position: 2, step: 'open', sizeBytes: 10, confirmedBytes: 10 }),
      sampleFile({ position: 3, step: 'waiting', sizeBytes: 10 }),
    ];
    const row = outboxRow(sampleRecord({ step: 'drafted', attachments }), nowMs);
    expect(row.attachments.map((file) => file.state)).toEqual(['attached', 'uploading', 'checking', 'waiting']);
    expect([row.confirmedBytes, row.totalBytes]).toEqual([24, 40]);
  });

  it('says why it waits and until when, and stops saying so when the time has come', () => {
    const row = outboxRow(sampleRecord({ step: 'drafted', wait: wait('throttled', 61_000) }), nowMs);
    expect(row.waitingUntil).toBe('1970-01-01T00:01:01.000Z');
    expect(row.reason).toContain('slow down');
    const later = outboxRow(sampleRecord({ step: 'drafted', wait: wait('throttled', 61_000) }), 61_000);
    expect([later.waitingUntil, later.reason]).toEqual([null, null]);
  });
});
