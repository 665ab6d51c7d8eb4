import { structuredError } from '../mailroom-error.ts';
import type { InlinedAttachment } from '../ports/mail-service.ts';
import type { Reply, ServiceFault } from '../ports/reply.ts';
import { metaOf, readWhole } from './attachment-steps.ts';
import { decideSendAnswer } from './decide-send-answer.ts';
import { describeFault } from '../faults/describe-fault.ts';
import { minuteOf, missedSchedule } from './hold-back.ts';
import { isKeptByService } from './kept-by-service.ts';
import { callFor } from './outbox-deps.ts';
import type { OutboxRecord, Step } from './outbox-record.ts';
import { next, requestIdOf, type StepContext, type StepResult, yieldToFault } from './step-context.ts';
import { mustWait } from './wait-while-stopped.ts';

/** T6 and T7 of the draft path: only ever this one draft. */
export async function sendDraft(context: StepContext): Promise<StepResult> {
  const { deps, record, signal } = context;
  const sending = startSending(context, 'sealed');
  if (sending === null) return next;
  const reply = await deps.mail.sendDraft(callFor(record, 'interactive', signal), record.draftId ?? '');
  return conclude({ ...context, record: sending }, reply, 'sealed');
}

/** The direct path: one request with everything in it, posted once (docs/specs/send-protocol.md, The direct path). */
export async function sendDirectly(context: StepContext): Promise<StepResult> {
  const { deps, record, signal } = context;
  const attachments = await readAll(context);
  const sending = startSending(context, 'staged');
  if (sending === null) return next;
  const reply = await deps.mail.sendMail(
    callFor(record, 'interactive', signal),
    record.content,
    attachments,
    record.id,
  );
  return conclude({ ...context, record: sending }, reply, 'staged');
}

/** Null: somebody stopped it while its files were read, or a gate closed meanwhile. Nothing was asked. */
function startSending(context: StepContext, from: Step): OutboxRecord | null {
  const { deps, record } = context;
  if (mustWait(context)) return null;
  const nowMs = deps.clock.nowMs();
  const error = deps.refusalNow(record);
  if (error !== null) {
    const guard = { from: [from], unlessPaused: true, ifSubmitted: true };
    deps.store.change(record.id, guard, { step: 'failed', wait: null, error }, { what: error.message }, nowMs);
    return null;
  }
  const change = {
    step: 'sending',
    sends: record.sends + 1,
    sendTriedAtMs: nowMs,
    looks: 0,
    firstLookAtMs: null,
    draftSightings: 0,
    wait: null,
  } as const;
  return deps.store.change(
    record.id,
    { from: [from], unlessPaused: true, ifSubmitted: true },
    change,
    { what: [missedSchedule(record, nowMs), asking(record)].filter((words) => words !== null).join(' ') },
    nowMs,
  );
}

function asking({ content: { deferUntil } }: OutboxRecord): string {
  if (deferUntil === null) return 'Asking Microsoft 365 to send it.';
  return `Asking Microsoft 365 to keep it until ${minuteOf(deferUntil)} and to send it then.`;
}

/** What is proven unsent is as if it had never been tried: it may be continued and cancelled. */
const unsentPlan = { from: 'sending', doing: 'sending', change: { sendTriedAtMs: null } } as const;

function conclude(context: StepContext, reply: Reply<null>, unsent: Step): StepResult {
  const { deps, record } = context;
  const nowMs = deps.clock.nowMs();
  const guard = { from: ['sending'] } as const;
  const verdict = decideSendAnswer(reply);
  switch (verdict.kind) {
    case 'accepted': {
      const note = {
        what: isKeptByService({ ...record, step: 'accepted' }, nowMs)
          ? 'Microsoft 365 keeps it until its time.'
          : 'Microsoft 365 accepted it. Looking for it in Sent Items.',
        requestId: reply.ok ? reply.requestId : null,
      };
      deps.store.change(record.id, guard, { step: 'accepted', acceptedAtMs: nowMs, error: null }, note, nowMs);
      return next;
    }
    case 'notSent':
      return yieldToFault(context, verdict.fault, { ...unsentPlan, back: unsent, inDoubt: unsent });
    case 'sealAgain': {
      const back = unsent === 'sealed' ? 'drafted' : unsent;
      return yieldToFault(context, verdict.fault, { ...unsentPlan, back, inDoubt: back });
    }
    case 'refused': {
      const error = describeFault(verdict.fault, 'sending');
      const note = { what: error.message, requestId: requestIdOf(verdict.fault) };
      const failed = { ...unsentPlan.change, step: 'failed', wait: null, error } as const;
      deps.store.change(record.id, guard, failed, note, nowMs);
      return { kind: 'done' };
    }
    case 'unknown':
      markUnknown(context, verdict.fault);
      return next;
  }
}

/** The answer is lost, or the process that waited for it: from here on only the mailbox can tell. */
export function markUnknown(context: StepContext, fault: ServiceFault | null): void {
  const { deps, record } = context;
  const nowMs = deps.clock.nowMs();
  const error = structuredError('send_unconfirmed', {
    message: "We don't know yet whether this left.",
    remediation: "Please don't send it again; Mailroom is checking Sent Items.",
    details: fault === null ? {} : describeFault(fault, 'sending').details,
    retriable: false,
  });
  const what = fault === null ? 'Stopped while sending; the answer is not known.' : 'No clear answer to sending.';
  const note = { what, requestId: fault === null ? null : requestIdOf(fault) };
  deps.store.change(record.id, { from: ['sending'] }, { step: 'unknown', wait: null, error }, note, nowMs);
}

async function readAll({ deps, record }: StepContext): Promise<readonly InlinedAttachment[]> {
  const inlined: InlinedAttachment[] = [];
  for (const attachment of record.attachments) {
    inlined.push({ ...metaOf(attachment), bytes: await readWhole(deps.blobs, attachment) });
  }
  return inlined;
}
