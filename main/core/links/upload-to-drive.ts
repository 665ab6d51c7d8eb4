import { attemptError } from '../faults/attempt-error.ts';
import { structuredError } from '../mailroom-error.ts';
import { drafted, openedSession, restart } from '../outbox/attachment-steps.ts';
import { callFor } from '../outbox/outbox-deps.ts';
import type { OutboxAttachment } from '../outbox/outbox-record.ts';
import { isGone, next, type StepContext, type StepResult, yieldToFault } from '../outbox/step-context.ts';
import { drivePlace } from './drive-place.ts';
import { stopForDrive } from './stop-for-drive.ts';

const doing = 'putting a file into your OneDrive';

/** Opens an upload into the sender's drive, unless an earlier one got through and only its answer was lost. */
export async function openDriveUpload(context: StepContext, file: OutboxAttachment): Promise<StepResult> {
  const { deps, record, signal, run } = context;
  const call = callFor(record, 'interactive', signal);
  const place = drivePlace(record.id, file);
  const found = await deps.drive.findFile(call, place);
  if (found.ok && found.value.sizeBytes === file.sizeBytes) return keep(context, file, found.value.id);
  if (!found.ok && !isGone(found.fault)) return stopForDrive(context, found.fault, doing);
  const reply = await deps.drive.createUploadSession(call, place);
  if (!reply.ok) return stopForDrive(context, reply.fault, doing);
  const change = await openedSession(deps.box, reply.value);
  const note = { what: `Uploading “${file.name}” to your OneDrive.`, requestId: reply.requestId };
  deps.store.changeAttachment(record.id, file.position, { from: ['drafted'] }, change, note, deps.clock.nowMs());
  run.sessionIsNew = true;
  return next;
}

/** The file counts as uploaded once the drive itself shows it, whole. */
export async function finishDriveUpload(context: StepContext, file: OutboxAttachment): Promise<StepResult> {
  const { deps, record, signal } = context;
  const found = await deps.drive.findFile(callFor(record, 'interactive', signal), drivePlace(record.id, file));
  if (found.ok && found.value.sizeBytes === file.sizeBytes) return keep(context, file, found.value.id);
  if (!found.ok && !isGone(found.fault)) return yieldToFault(context, found.fault, { ...drafted, doing });
  const why = 'the drive does not hold what it confirmed';
  restart(context, file, why);
  const error = structuredError('provider_upload_finalize_failed', {
    message: `A file goes again: ${why}.`,
    remediation: 'Nothing to do: it goes by itself.',
    retriable: true,
  });
  return { kind: 'retry', error: attemptError(error), notBeforeMs: null, progressed: context.run.progressed };
}

function keep(context: StepContext, file: OutboxAttachment, driveId: string): StepResult {
  const { deps, record, signal, run } = context;
  if (signal.aborted) return next;
  const done = { step: 'done', sealedUploadUrl: null, confirmedBytes: file.sizeBytes, remoteId: driveId } as const;
  const note = { what: `“${file.name}” is in your OneDrive.` };
  deps.store.changeAttachment(record.id, file.position, { from: ['drafted'] }, done, note, deps.clock.nowMs());
  run.progressed = true;
  return next;
}
