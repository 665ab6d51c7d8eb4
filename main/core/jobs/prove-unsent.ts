import { isStuckUnsent, type OutboxRecord, type Step, unsentSteps } from '../outbox/outbox-record.ts';

/** Whether a message certainly did not leave, and if that is not proven, why not. Row J8. */
export type SendProof = { readonly kind: 'unsent' } | { readonly kind: 'unproven'; readonly why: string };

/** Only the message's own step is evidence: a job says what was tried, never what came of it. */
export function proveUnsent(record: OutboxRecord | null): SendProof {
  if (record === null) return unproven('The message is not in the outbox any more.');
  if (isStuckUnsent(record)) {
    return record.error?.error_code === 'message_altered_elsewhere'
      ? unproven('Its draft was changed outside Mailroom. Decide about it in the outbox.')
      : { kind: 'unsent' };
  }
  // While it is being written, only its uploads run.
  if ((unsentSteps as readonly Step[]).includes(record.step)) return { kind: 'unsent' };
  return unproven(reasons[record.step] ?? 'It may have left. Decide about it in the outbox.');
}

const reasons: Partial<Record<Step, string>> = {
  sent: 'It was sent.',
  accepted: 'Microsoft 365 has accepted it.',
  sending: 'It is being sent right now.',
  unknown: 'It may have left: Mailroom is looking for it.',
  needsHuman: 'It may have left. Decide about it in the outbox.',
  failed: 'It was refused for good. Open it in the outbox to send it again.',
  cancelled: 'It was cancelled.',
};

function unproven(why: string): SendProof {
  return { kind: 'unproven', why };
}
