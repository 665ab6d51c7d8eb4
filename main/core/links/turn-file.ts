import { drafted } from '../outbox/attachment-steps.ts';
import { callFor } from '../outbox/outbox-deps.ts';
import type { OutboxAttachment } from '../outbox/outbox-record.ts';
import { isGone, next, type StepContext, type StepResult, yieldToFault } from '../outbox/step-context.ts';
import type { ServiceFault } from '../ports/reply.ts';
import { drivePlace } from './drive-place.ts';
import { removeFromDrive } from './remove-from-drive.ts';

/** From an attachment to a link or back: what the server holds of the file is taken back first, so it is there once. */
export async function turnFile(context: StepContext, file: OutboxAttachment): Promise<StepResult> {
  const { deps, record } = context;
  const fault = await takeBack(context, file);
  if (fault !== null) return yieldToFault(context, fault, { ...drafted, doing: 'taking a file back' });
  const change = {
    isLink: file.wantsLink,
    step: 'waiting',
    sealedUploadUrl: null,
    sessionExpiresAtMs: null,
    confirmedBytes: 0,
    remoteId: null,
    restart: null,
  } as const;
  deps.store.changeAttachment(record.id, file.position, { from: ['drafted'] }, change, null, deps.clock.nowMs());
  return next;
}

/** Removes what the mailbox or the drive holds of a file. Null once nothing of it is left there. */
export async function takeBack(context: StepContext, file: OutboxAttachment): Promise<ServiceFault | null> {
  const { deps, record, signal } = context;
  const call = callFor(record, 'interactive', signal);
  if (file.sealedUploadUrl !== null) {
    // Best effort: an upload that nobody finishes leaves nothing behind and ends by itself.
    await deps.mail.cancelUpload(call, await deps.box.open(file.sealedUploadUrl, 'uploadUrl'));
  }
  if (file.isLink) {
    const removed = await removeFromDrive(deps.drive, call, drivePlace(record.id, file));
    return removed.ok ? null : removed.fault;
  }
  if (file.remoteId !== null) {
    const deleted = await deps.mail.deleteAttachment(call, record.draftId ?? '', file.remoteId);
    if (!deleted.ok && !isGone(deleted.fault)) return deleted.fault;
  }
  return null;
}
