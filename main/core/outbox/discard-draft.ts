import type { OutboxId } from '../../../contract/ids.ts';
import { attemptError } from '../faults/attempt-error.ts';
import { drivePlace } from '../links/drive-place.ts';
import { removeFromDrive } from '../links/remove-from-drive.ts';
import { decideFault } from '../faults/decide-fault.ts';
import { describeFault } from '../faults/describe-fault.ts';
import type { JobOutcome } from '../ports/job-store.ts';
import type { Reply } from '../ports/reply.ts';
import type { CancelSignal } from '../ports/time.ts';
import { callFor, type OutboxDeps } from './outbox-deps.ts';
import { isGone } from './step-context.ts';

/**
 * Deletes every draft that a cancelled message left in the mailbox: the one we know, and one whose creation was still
 * running when it was cancelled. Only drafts that carry our marker, and never a sent copy.
 */
export async function discardDraft(deps: OutboxDeps, id: OutboxId, signal: CancelSignal): Promise<JobOutcome> {
  const record = deps.store.get(id);
  if (record === null || record.step !== 'cancelled') return { kind: 'done' };
  const nowMs = deps.clock.nowMs();
  const settledMs = (record.draftTriedAtMs ?? 0) + deps.settings.settleMs;
  if (record.draftId === null && nowMs < settledMs) return { kind: 'waitFor', untilMs: settledMs, because: 'settling' };

  const call = callFor(record, 'bulk', signal);
  const found = await deps.mail.findByMarker(call, id, record.draftId);
  const drafts = found.ok ? found.value.filter((message) => message.isDraft).map((message) => message.id) : [];
  const ids = new Set(record.draftId === null ? drafts : [record.draftId, ...drafts]);
  for (const draftId of ids) {
    const deleted = await deps.mail.deleteMessage(call, draftId);
    if (!deleted.ok && !isGone(deleted.fault)) return outcomeOf(deps, deleted, record.wait);
  }
  for (const file of record.attachments.filter(({ isLink }) => isLink)) {
    const removed = await removeFromDrive(deps.drive, call, drivePlace(id, file));
    if (!removed.ok) return outcomeOf(deps, removed, record.wait);
  }
  return found.ok || record.draftId !== null ? { kind: 'done' } : outcomeOf(deps, found, record.wait);
}

function outcomeOf(deps: OutboxDeps, reply: Reply<unknown>, wait: Parameters<typeof decideFault>[1]): JobOutcome {
  if (reply.ok) return { kind: 'done' };
  const verdict = decideFault(reply.fault, wait, deps.clock.nowMs(), deps.random.uniform(), deps.settings);
  const error = attemptError(describeFault(reply.fault, 'removing the draft of a cancelled message'));
  switch (verdict.kind) {
    case 'wait':
      return { kind: 'waitFor', untilMs: verdict.untilMs, because: verdict.because };
    case 'retry':
      return { kind: 'retry', error, notBeforeMs: verdict.notBeforeMs, progressed: false };
    case 'refused':
      return { kind: 'dead', reason: 'permanent', error };
  }
}
