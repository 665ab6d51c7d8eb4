import { describe, expect, it } from 'vitest';
import { errorCodes, type ErrorCode } from '../../contract/errors.ts';
import { outboxStates, type OutboxState } from '../../contract/outbox.ts';
import { exitCodeOfError, exitCodeOfRow, exitCodeOfRun, type WaitGoal } from '../../main/cli/exit-code.ts';
import { sampleError, sampleRow } from './sample-row.ts';

const ofState: Record<OutboxState, Record<WaitGoal, number>> = {
  draft: { accepted: 75, sent: 75 },
  checked: { accepted: 75, sent: 75 },
  uploading: { accepted: 75, sent: 75 },
  paused: { accepted: 75, sent: 75 },
  paced: { accepted: 75, sent: 75 },
  held: { accepted: 75, sent: 75 },
  scheduled: { accepted: 75, sent: 75 },
  sending: { accepted: 75, sent: 75 },
  accepted: { accepted: 0, sent: 75 },
  sent: { accepted: 0, sent: 0 },
  unconfirmed: { accepted: 3, sent: 3 },
  needsYou: { accepted: 1, sent: 1 },
  bounced: { accepted: 1, sent: 1 },
  failed: { accepted: 1, sent: 1 },
  cancelled: { accepted: 1, sent: 1 },
};

describe('the exit code of a message', () => {
  for (const state of outboxStates) {
    for (const goal of ['accepted', 'sent'] as const) {
      it(`L2: is ${ofState[state][goal]} for ${state} when waiting for ${goal}`, () => {
        expect(exitCodeOfRow(sampleRow({ state }), goal)).toBe(ofState[state][goal]);
      });
    }
  }

  it('L2: is 3 for a message that needs somebody as long as it may have left', () => {
    expect(exitCodeOfRow(sampleRow({ state: 'needsYou', cancellable: false }), 'sent')).toBe(3);
    expect(exitCodeOfRow(sampleRow({ state: 'needsYou', error: sampleError('send_unconfirmed') }), 'sent')).toBe(3);
    expect(exitCodeOfRow(sampleRow({ state: 'needsYou', error: sampleError('source_missing') }), 'sent')).toBe(1);
  });

  it('SM7: is 4 for a message that a gate refused', () => {
    const error = sampleError('internal_only_recipient_blocked');
    expect(exitCodeOfRow(sampleRow({ state: 'failed', error }), 'sent')).toBe(4);
  });
});

describe('the exit code of an error', () => {
  const special: Partial<Record<ErrorCode, number>> = {
    usage_error: 2,
    validation_error: 2,
    config_invalid: 2,
    idempotency_key_reused: 2,
    provider_upload_session_invalid_chunk_size: 2,
    send_unconfirmed: 3,
    internal_only_recipient_blocked: 4,
    provider_disabled: 4,
    provider_paused: 4,
    rollout_gated: 4,
  };
  for (const code of errorCodes) {
    it(`L2: is ${special[code] ?? 1} for ${code}`, () => {
      expect(exitCodeOfError(code)).toBe(special[code] ?? 1);
    });
  }
});

describe('the exit code of a run', () => {
  const nothing = { done: 0, failed: 0, dead: 0, unconfirmed: 0, waiting: 0 };
  it.each([
    ['nothing to do', {}, 0],
    ['all done', { done: 3 }, 0],
    ['something waits', { done: 3, waiting: 1 }, 75],
    ['something failed', { done: 3, waiting: 1, failed: 1 }, 1],
    ['something needs somebody', { waiting: 1, dead: 1 }, 1],
    ['something may have left', { failed: 1, dead: 1, waiting: 1, unconfirmed: 1 }, 3],
  ])('L2: says the most urgent: %s', (_case, counts, code) => {
    expect(exitCodeOfRun({ ...nothing, ...counts })).toBe(code);
  });
});
