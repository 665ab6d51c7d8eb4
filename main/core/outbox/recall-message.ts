import { decideFault } from '../faults/decide-fault.ts';
import { describeFault } from '../faults/describe-fault.ts';
import { structuredError } from '../mailroom-error.ts';
import type { ServiceFault } from '../ports/reply.ts';
import { deferredUntilMs, isBeingRecalled } from './kept-by-service.ts';
import { nextWait } from './next-wait.ts';
import { callFor } from './outbox-deps.ts';
import type { Wait } from './outbox-record.ts';
import { isGone, next, requestIdOf, type StepContext, type StepResult } from './step-context.ts';

const from = ['accepted', 'unknown'] as const;
/** Deleting may only move it to the bin at first; the last look is the proof. */
const ROUNDS = 3;
/** What the clocks of service and computer may differ by, when it was deleted just before its time. */
const CLOCKS_DIFFER_MS = 5_000;

/**
 * Takes a message back that the service keeps until its time: deletes it there, and proves that it is gone. Null when
 * nobody wants that. Cancelled is only what was seen nowhere before its time came; all else is said as it is.
 */
export function recallMessage(context: StepContext): Promise<StepResult> | null {
  return isBeingRecalled(context.record) ? recall(context) : null;
}

async function recall(context: StepContext): Promise<StepResult> {
  const { deps, record, signal } = context;
  const call = callFor(record, 'interactive', signal);
  let wasDeleted = false;
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = await deps.mail.findByMarker(call, record.id, record.draftId);
    if (!found.ok) return tryLater(context, found.fault);
    const sent = found.value.find(({ isDraft }) => !isDraft);
    if (sent !== undefined) return tooLate(context, sent.id, found.requestId);
    if (found.value.length === 0) return judgeAbsence(context, wasDeleted, found.requestId);
    for (const { id } of found.value) {
      const deleted = await deps.mail.deleteMessage(call, id);
      if (!deleted.ok && !isGone(deleted.fault)) return tryLater(context, deleted.fault);
    }
    wasDeleted = true;
  }
  return waitToRecall(context, deps.clock.nowMs() + deps.settings.probeMs, 'service');
}

/** Nothing of it is there. Whoever deleted it: before its time it cannot have left, unless the clocks differ. */
function judgeAbsence(context: StepContext, wasDeleted: boolean, requestId: string | null): StepResult {
  const { deps, record } = context;
  const nowMs = deps.clock.nowMs();
  const untilMs = deferredUntilMs(record);
  const marginMs = wasDeleted ? Math.min(CLOCKS_DIFFER_MS, deps.settings.settleMs) : deps.settings.settleMs;
  if (nowMs < untilMs - marginMs) {
    const note = { what: 'Taken back from the mailbox before its time. It was not sent.', requestId };
    const change = { step: 'cancelled', recallAskedAtMs: null, wait: null, error: null } as const;
    deps.store.change(record.id, { from }, change, note, nowMs);
    return next;
  }
  const surelySeenMs = untilMs + deps.settings.settleMs;
  if (nowMs < surelySeenMs)
    return waitToRecall(context, Math.min(surelySeenMs, nowMs + deps.settings.probeMs), 'looking');
  const error = structuredError('send_unconfirmed', {
    message: 'It was taken back around the time at which it was to leave, so whether it left cannot be proved.',
    remediation: 'Ask a recipient or look in Outlook, then say "It was sent" or "Send again as new".',
  });
  const change = { step: 'needsHuman', recallAskedAtMs: null, wait: null, error } as const;
  deps.store.change(record.id, { from }, change, { what: error.message, requestId }, nowMs);
  return next;
}

function tooLate({ deps, record }: StepContext, sentId: string, requestId: string | null): StepResult {
  const note = { what: 'It had left before it could be taken back. Seen in Sent Items.', requestId };
  const change = { step: 'sent', sentId, recallAskedAtMs: null, wait: null, error: null } as const;
  deps.store.change(record.id, { from }, change, note, deps.clock.nowMs());
  return next;
}

/** Deleting may be repeated. What the mailbox refuses for good stays scheduled, with the reason for its sender to read. */
function tryLater(context: StepContext, fault: ServiceFault): StepResult {
  const { deps, record, signal } = context;
  const nowMs = deps.clock.nowMs();
  if (signal.aborted) return { kind: 'waitFor', untilMs: nowMs, because: 'stopping' };
  const verdict = decideFault(fault, record.wait, nowMs, deps.random.uniform(), deps.settings);
  if (verdict.kind === 'wait') return waitToRecall(context, verdict.untilMs, verdict.because);
  if (verdict.kind === 'retry') {
    return waitToRecall(context, verdict.notBeforeMs ?? nowMs + deps.settings.probeMs, 'retry');
  }
  const error = {
    ...describeFault(fault, 'taking it back'),
    message: 'The mailbox refused to take it back, so it leaves at its time.',
    remediation: 'Delete it among the drafts in Outlook, or ask again.',
  };
  const note = { what: error.message, requestId: requestIdOf(fault) };
  deps.store.change(record.id, { from }, { recallAskedAtMs: null, wait: null, error }, note, nowMs);
  return next;
}

function waitToRecall(context: StepContext, untilMs: number, because: Wait['because']): StepResult {
  const { deps, record } = context;
  const wait = nextWait(record.wait, because, untilMs);
  deps.store.change(record.id, { from }, { wait }, null, deps.clock.nowMs());
  return { kind: 'waitFor', untilMs, because };
}
