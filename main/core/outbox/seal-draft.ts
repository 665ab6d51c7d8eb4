import { cleanSlate, stopAltered } from './attach-files.ts';
import { digestDraft } from './create-draft.ts';
import { restartOf } from './attachment-steps.ts';
import { structuredError } from '../mailroom-error.ts';
import { deferredUntilMs } from './kept-by-service.ts';
import { callFor } from './outbox-deps.ts';
import { next, type StepContext, type StepResult, yieldToFault } from './step-context.ts';

/**
 * T5: the draft in the mailbox must be what was written here, whole: the same words and recipients, and exactly our
 * files. Without this step a lost answer turns into an incomplete mail.
 */
export async function sealDraft(context: StepContext): Promise<StepResult> {
  const { deps, record, signal, run } = context;
  const call = callFor(record, 'interactive', signal);
  const draftId = record.draftId ?? '';
  const plan = {
    from: 'sealing',
    back: 'drafted',
    inDoubt: 'drafted',
    doing: 'checking the draft before sending',
  } as const;

  const deferredMs = record.content.deferUntil === null ? null : deferredUntilMs(record);
  const draft = await deps.mail.readDraft(call, draftId, deferredMs !== null);
  if (!draft.ok) return yieldToFault(context, draft.fault, plan);
  const { isDraft, snapshot, deferUntilMs } = draft.value;
  const canCompare = record.draftDigest !== null && snapshot !== null;
  const isChanged = canCompare && digestDraft(deps.digest, snapshot) !== record.draftDigest;
  if (isChanged || !isDraft) return stopAltered(context);
  if (deferredMs !== null && deferUntilMs !== deferredMs) return stopUntimed(context);

  const listed = await deps.mail.listAttachments(call, draftId);
  if (!listed.ok) return yieldToFault(context, listed.fault, plan);
  const there = new Set(listed.value.map((attachment) => attachment.id));
  const files = record.attachments.filter(({ isLink }) => !isLink);
  const ours = new Set(files.map((attachment) => attachment.remoteId));
  const missing = files.filter((attachment) => attachment.remoteId === null || !there.has(attachment.remoteId));
  const nowMs = deps.clock.nowMs();

  if (missing.length > 0) {
    for (const file of missing) {
      const why = 'it is not on the draft any more';
      const again = { step: 'waiting', remoteId: null, confirmedBytes: 0, restart: restartOf(file, why) } as const;
      const note = { what: `“${file.name}” goes again: ${why}.` };
      deps.store.changeAttachment(record.id, file.position, { from: ['sealing'] }, again, note, nowMs);
    }
    deps.store.change(record.id, { from: ['sealing'] }, { step: 'drafted' }, null, nowMs);
    return next;
  }
  if (listed.value.some((attachment) => !ours.has(attachment.id))) {
    const back = deps.store.change(record.id, { from: ['sealing'] }, { step: 'drafted' }, null, nowMs);
    return back === null ? next : cleanSlate({ ...context, record: back });
  }
  run.sealedNow = true;
  const note = {
    what: `Checked: ${String(there.size)} of ${String(ours.size)} files are on the draft.`,
    requestId: listed.requestId,
  };
  deps.store.change(
    record.id,
    { from: ['sealing'], unlessPaused: true },
    { step: 'sealed', wait: null, error: null },
    note,
    nowMs,
  );
  return next;
}

/** Handed over like this it would leave at once. */
function stopUntimed({ deps, record }: StepContext): StepResult {
  const error = structuredError('graph_4xx', {
    message: 'The mailbox does not keep the time at which this is to leave, so it was not handed over.',
    remediation: 'Open it again and schedule it on this computer instead.',
  });
  const change = { step: 'needsHuman', wait: null, error } as const;
  deps.store.change(record.id, { from: ['sealing'] }, change, { what: error.message }, deps.clock.nowMs());
  return next;
}

/** A seal is only worth something while it is fresh: after a wait or a restart the draft is looked at again. */
export function sealAgain(context: StepContext): StepResult {
  const { deps, record } = context;
  deps.store.change(record.id, { from: ['sealed', 'sealing'] }, { step: 'drafted' }, null, deps.clock.nowMs());
  return next;
}
