import type { ErrorCode, StructuredError } from '../../../contract/errors.ts';
import { windowClosed } from '../../../contract/outbox.ts';
import { megabytes } from '../budget/megabytes.ts';
import { attemptError } from '../faults/attempt-error.ts';
import { finishDriveUpload, openDriveUpload } from '../links/upload-to-drive.ts';
import { structuredError } from '../mailroom-error.ts';
import type { ServiceFault } from '../ports/reply.ts';
import { sendChunks, type TransferResult } from '../uploads/send-chunks.ts';
import { drafted, metaOf, openedSession, restart, restartOf } from './attachment-steps.ts';
import { describeFault, OPENING_UPLOAD } from '../faults/describe-fault.ts';
import { nextWait } from './next-wait.ts';
import { callFor } from './outbox-deps.ts';
import type { OutboxAttachment } from './outbox-record.ts';
import { next, type StepContext, type StepResult, yieldToFault } from './step-context.ts';
import { mustWait } from './wait-while-stopped.ts';

/** T3: opens a session where none is open, then sends chunks until the file is attached or something interrupts. */
export async function attachInChunks(context: StepContext, attachment: OutboxAttachment): Promise<StepResult> {
  if (attachment.step === 'waiting') {
    return attachment.isLink ? openDriveUpload(context, attachment) : openSession(context, attachment);
  }
  const { deps, signal } = context;
  const nowMs = deps.clock.nowMs();
  if (attachment.sealedUploadUrl === null)
    return dropSession(context, attachment, null, 'the upload session was not kept');
  if (attachment.sessionExpiresAtMs !== null && attachment.sessionExpiresAtMs <= nowMs) {
    return dropSession(context, attachment, null, windowClosed);
  }
  const uploadUrl = await deps.box.open(attachment.sealedUploadUrl, 'uploadUrl');
  const call = callFor(context.record, 'bulk', signal);
  const reader = await deps.blobs.open(attachment.sha256);
  let confirmed = attachment.confirmedBytes;
  try {
    const result = await sendChunks(
      {
        sizeBytes: attachment.sizeBytes,
        chunkBytes: deps.settings.chunkBytes,
        chunkBytesNow: () => deps.chunkBytesNow?.() ?? deps.settings.chunkBytes,
        confirmedOffset: attachment.confirmedBytes,
        resumed: attachment.confirmedBytes > 0 || !context.run.sessionIsNew,
        read: (target, offset) => reader.read(target, offset),
        put: (bytes, offset) => deps.mail.putChunk(call, uploadUrl, bytes, offset, attachment.sizeBytes),
        readOffset: () => deps.mail.readUploadOffset(callFor(context.record, 'interactive', signal), uploadUrl),
        confirm: (offset) => {
          if (offset > confirmed) context.run.moved = true;
          const moved =
            offset === confirmed || confirmOffset(context, { ...attachment, confirmedBytes: confirmed }, offset);
          confirmed = offset;
          return moved && !mustWait(context);
        },
      },
      { clock: deps.clock, random: deps.random, retryBaseMs: deps.settings.retryBaseMs, signal },
    );
    return await conclude(context, attachment, result, uploadUrl);
  } finally {
    await reader.close();
  }
}

function confirmOffset(context: StepContext, attachment: OutboxAttachment, offset: number): boolean {
  const { deps, record } = context;
  const guard = { from: ['drafted'], unlessPaused: true } as const;
  const isLess = offset < attachment.confirmedBytes;
  const why = 'the server holds less than it had confirmed';
  const note = isLess ? { what: `“${attachment.name}” goes on from an earlier place: ${why}.` } : null;
  const change = { confirmedBytes: offset, ...(isLess ? { restart: restartOf(attachment, why) } : {}) };
  return deps.store.changeAttachment(record.id, attachment.position, guard, change, note, deps.clock.nowMs()) !== null;
}

async function openSession(context: StepContext, attachment: OutboxAttachment): Promise<StepResult> {
  const { deps, record, signal, run } = context;
  const { position } = attachment;
  const call = callFor(record, 'interactive', signal);
  const reply = await deps.mail.createUploadSession(call, record.draftId ?? '', metaOf(attachment));
  if (!reply.ok) {
    if (isBelowMinimum(reply.fault)) {
      const note = { what: `“${attachment.name}” is too small for chunks. It goes in one request.` };
      deps.store.changeAttachment(
        record.id,
        position,
        { from: ['drafted'] },
        { mode: 'small' },
        note,
        deps.clock.nowMs(),
      );
      return next;
    }
    const plan = { ...drafted, doing: OPENING_UPLOAD, code: 'provider_upload_session_create_failed' } as const;
    return yieldToFault(context, reply.fault, plan);
  }
  const change = await openedSession(deps.box, reply.value);
  const note = { what: `Uploading “${attachment.name}”.`, requestId: reply.requestId };
  deps.store.changeAttachment(record.id, position, { from: ['drafted'] }, change, note, deps.clock.nowMs());
  run.slateIsClean = true;
  run.sessionIsNew = true;
  return next;
}

async function conclude(
  context: StepContext,
  attachment: OutboxAttachment,
  result: TransferResult,
  uploadUrl: string,
): Promise<StepResult> {
  const { deps, record, run } = context;
  run.sessionIsNew = false;
  switch (result.kind) {
    case 'complete':
      return attachment.isLink
        ? finishDriveUpload(context, attachment)
        : finish(context, attachment, result.attachmentId);
    case 'stopped':
      return next;
    case 'wait':
      return yieldToFault(context, result.fault, { ...drafted, doing: 'uploading a file' });
    case 'refused':
      return yieldToFault(context, result.fault, {
        ...drafted,
        doing: 'uploading a file',
        code: 'provider_upload_chunk_failed',
      });
    case 'sessionGone':
    case 'giveUp': {
      await deps.mail.cancelUpload(callFor(record, 'bulk', context.signal), uploadUrl);
      run.slateIsClean = false;
      const code = result.kind === 'giveUp' ? 'provider_upload_chunk_failed' : 'provider_upload_session_timeout';
      const why = result.kind === 'giveUp' ? 'a part of it failed too often' : windowClosed;
      return dropSession(context, attachment, result.fault, why, code);
    }
  }
}

/** Row US4: the file counts as attached once the draft itself lists it. */
async function finish(
  context: StepContext,
  attachment: OutboxAttachment,
  attachmentId: string | null,
): Promise<StepResult> {
  const { deps, record, signal, run } = context;
  const found = await findAttached(context, attachment, attachmentId);
  if (typeof found !== 'string') return found;
  if (signal.aborted) return next;
  const done = { step: 'done', sealedUploadUrl: null, confirmedBytes: attachment.sizeBytes, remoteId: found } as const;
  const note = { what: `“${attachment.name}” is on the draft.` };
  deps.store.changeAttachment(record.id, attachment.position, { from: ['drafted'] }, done, note, deps.clock.nowMs());
  run.progressed = true;
  return next;
}

/**
 * Its id as the draft lists it. The upload host may name the file by an id of another kind, or not at all; then it is
 * the one file of that name which is not yet ours.
 */
async function findAttached(
  context: StepContext,
  attachment: OutboxAttachment,
  attachmentId: string | null,
): Promise<string | StepResult> {
  const { deps, record, signal, run } = context;
  const listed = await deps.mail.listAttachments(callFor(record, 'interactive', signal), record.draftId ?? '');
  // The seal will list them again.
  if (!listed.ok && attachmentId !== null) return attachmentId;
  run.slateIsClean = false;
  if (!listed.ok) {
    const plan = { ...drafted, doing: 'checking an uploaded file', code: 'provider_upload_finalize_failed' } as const;
    return yieldToFault(context, listed.fault, plan);
  }
  const known = new Set(record.attachments.map((other) => other.remoteId));
  const news = listed.value.filter((other) => !known.has(other.id));
  const named = news.filter((other) => other.name === attachment.name);
  const found = news.find((other) => other.id === attachmentId) ?? (named.length === 1 ? named[0] : undefined);
  if (found === undefined && named.length === 0)
    return dropSession(
      context,
      attachment,
      null,
      'the upload ended without a result',
      'provider_upload_finalize_failed',
    );
  // Several of that name: an earlier answer was lost. They all go, and the file is sent once more.
  if (found === undefined) return next;
  run.slateIsClean = true;
  return found.id;
}

function dropSession(
  context: StepContext,
  attachment: OutboxAttachment,
  fault: ServiceFault | null,
  why: string,
  code: ErrorCode = 'provider_upload_session_timeout',
): StepResult {
  const { deps, record, run } = context;
  const lostBytes = restart(context, attachment, why);
  const error = describeRestart(attachment.name, why, lostBytes, fault, code);
  // On the record too: should the queue give up, this is what went wrong. The next seal takes it away.
  const nowMs = deps.clock.nowMs();
  const change = { wait: nextWait(record.wait, 'retry', nowMs), error };
  deps.store.change(record.id, { from: ['drafted'] }, change, null, nowMs);
  return { kind: 'retry', error: attemptError(error), notBeforeMs: null, progressed: run.progressed };
}

/** What happened, that the draft is safe, and what has to go again. What the service answered stays in the details. */
function describeRestart(
  name: string,
  why: string,
  lostBytes: number,
  fault: ServiceFault | null,
  code: ErrorCode,
): StructuredError {
  const described = fault === null ? null : describeFault(fault, 'uploading a file', code);
  if (described !== null && why !== windowClosed) return described;
  const happened = why === windowClosed ? `The upload window for “${name}” closed.` : `“${name}” goes again: ${why}.`;
  const again = lostBytes === 0 ? '' : `; ${megabytes(lostBytes)} MB must go again`;
  return structuredError(code, {
    message: `${happened} The draft is safe${again}.`,
    remediation: 'It starts again by itself, several times before it asks you.',
    details: described?.details ?? {},
    retriable: true,
  });
}

function isBelowMinimum(fault: ServiceFault): boolean {
  return fault.kind === 'refused' && fault.code.toLowerCase() === 'errorattachmentsizeshouldnotbelessthanminimumsize';
}
