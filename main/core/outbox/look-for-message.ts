import { structuredError } from '../mailroom-error.ts';
import type { FoundMessage } from '../ports/mail-service.ts';
import type { ServiceFault } from '../ports/reply.ts';
import { decideFault } from '../faults/decide-fault.ts';
import { nextWait } from './next-wait.ts';
import { decideAfterLook, type Sighting, settledAtMs, UNKNOWN_PATIENCE_MS } from './decide-look.ts';
import { deferredUntilMs, isKeptByService } from './kept-by-service.ts';
import { callFor } from './outbox-deps.ts';
import type { OutboxRecord, WaitCause } from './outbox-record.ts';
import { next, type StepContext, type StepResult } from './step-context.ts';

/** A look that could not be made is made again soon; it proves nothing. */
const LOOK_AGAIN_MS = 15_000;

/**
 * T8 and the reconciling of UNKNOWN: looks in the mailbox for our marker and decides from what is seen.
 * An uncertain send is first looked for when its request must have ended, unless a person asks to look now.
 */
export async function lookForMessage(context: StepContext): Promise<StepResult> {
  const { deps, record, signal } = context;
  const beganMs = deps.clock.nowMs();
  const settledMs = settledAtMs(record, deps.settings);
  if (record.step === 'unknown' && record.wait === null && beganMs < settledMs)
    return waitToLook(context, settledMs, 'settling');
  if (record.step === 'accepted' && record.wait === null && isKeptByService(record, beganMs))
    return waitToLook(context, deferredUntilMs(record), 'scheduled');

  const reply = await deps.mail.findByMarker(callFor(record, 'interactive', signal), record.id, record.draftId);
  if (!reply.ok) return afterBlindLook(context, reply.fault);
  const nowMs = deps.clock.nowMs();
  const sent = reply.value.find((message) => !message.isDraft);
  const sighting = sightingOf(record, reply.value);
  // The look's own start counts: a draft seen by a request that began before the settling time proves nothing.
  const verdict = decideAfterLook(record, sighting, Math.min(nowMs, beganMs), deps.settings);
  const from = ['accepted', 'unknown'] as const;
  switch (verdict.kind) {
    case 'sent': {
      const change = { step: 'sent', sentId: sent?.id ?? null, wait: null, error: null } as const;
      const note = { what: 'Seen in Sent Items.', requestId: reply.requestId };
      deps.store.change(record.id, { from }, change, note, nowMs);
      return next;
    }
    case 'provenUnsent': {
      const note = {
        what: 'The draft was seen unsent three times; sending the same draft again.',
        requestId: reply.requestId,
      };
      deps.store.change(
        record.id,
        { from: ['unknown'] },
        { step: 'drafted', sendTriedAtMs: null, wait: null, error: null },
        note,
        nowMs,
      );
      return next;
    }
    case 'lookAgain': {
      const because = isKeptByService(record, nowMs) ? 'scheduled' : 'looking';
      const change = {
        looks: record.looks + 1,
        firstLookAtMs: record.firstLookAtMs ?? (beganMs < settledMs ? null : nowMs),
        draftSightings: record.draftSightings + (verdict.countsAsSighting ? 1 : 0),
        wait: nextWait(record.wait, because, verdict.atMs),
      };
      const note = { what: describeSighting(sighting), requestId: reply.requestId };
      deps.store.change(record.id, { from }, change, note, nowMs);
      return { kind: 'waitFor', untilMs: verdict.atMs, because };
    }
    case 'needsHuman':
      return askPerson(context, nowMs);
  }
}

function askPerson({ deps, record }: StepContext, nowMs: number): StepResult {
  const error = structuredError('send_unconfirmed', {
    message: 'This message was found neither among the drafts nor in Sent Items, so whether it left cannot be proved.',
    remediation: 'Ask a recipient or look in Outlook, then say "It was sent" or "Send again as new".',
    retriable: false,
  });
  const change = { step: 'needsHuman', wait: null, error } as const;
  deps.store.change(record.id, { from: ['accepted', 'unknown'] }, change, { what: error.message }, nowMs);
  return next;
}

function sightingOf(record: OutboxRecord, found: readonly FoundMessage[]): Sighting {
  if (found.some((message) => !message.isDraft)) return 'sent';
  return found.some((message) => message.id === record.draftId) ? 'draft' : 'nothing';
}

function describeSighting(sighting: Sighting): string {
  return sighting === 'draft' ? 'Looked: it is still among the drafts.' : 'Looked: not in Sent Items yet.';
}

/** Nothing was learnt. An account that may send but not read can never confirm; what was accepted stays accepted. */
function afterBlindLook(context: StepContext, fault: ServiceFault): StepResult {
  const { deps, record } = context;
  const nowMs = deps.clock.nowMs();
  if (fault.kind === 'refused' && fault.status === 403 && record.step === 'accepted') {
    const note = { what: 'This account may send but not read, so Sent Items cannot be checked.' };
    deps.store.change(record.id, { from: ['accepted'] }, { wait: null }, note, nowMs);
    return { kind: 'done' };
  }
  const verdict = decideFault(fault, record.wait, nowMs, deps.random.uniform(), deps.settings);
  const patienceEndMs = settledAtMs(record, deps.settings) + UNKNOWN_PATIENCE_MS;
  if (verdict.kind === 'refused' && record.step === 'unknown' && nowMs >= patienceEndMs)
    return askPerson(context, nowMs);
  const soonMs = nowMs + Math.max(deps.settings.probeMs, Math.min(LOOK_AGAIN_MS, deps.settings.probeMs * 4));
  if (verdict.kind === 'wait') return waitToLook(context, verdict.untilMs, verdict.because);
  const retryAtMs = verdict.kind === 'retry' ? (verdict.notBeforeMs ?? soonMs) : soonMs;
  return waitToLook(context, retryAtMs, 'looking');
}

function waitToLook(context: StepContext, untilMs: number, because: WaitCause): StepResult {
  const { deps, record } = context;
  const wait = nextWait(record.wait, because, untilMs);
  deps.store.change(record.id, { from: ['accepted', 'unknown'] }, { wait }, null, deps.clock.nowMs());
  return { kind: 'waitFor', untilMs, because };
}
