import { turnFile } from '../links/turn-file.ts';
import { structuredError } from '../mailroom-error.ts';
import { attachInChunks } from './attach-in-chunks.ts';
import { drafted, metaOf, readWhole, restart } from './attachment-steps.ts';
import { takeOff, writeWords } from './edit-draft.ts';
import { callFor } from './outbox-deps.ts';
import type { OutboxAttachment } from './outbox-record.ts';
import { refuseOverLimit } from './refuse-over-limit.ts';
import { isGone, next, type StepContext, type StepResult, yieldToFault } from './step-context.ts';

/** Brings one attachment further, then the words, then goes on to sealing when all of it is there and was sent off. */
export async function attachNext(context: StepContext): Promise<StepResult> {
  const { deps, record, run } = context;
  // Only files in doubt or still to go make it worth asking what the draft holds.
  const isSettled = record.attachments.every(
    ({ step, removing, isLink, wantsLink }) => step === 'done' && !removing && isLink === wantsLink,
  );
  if (!isSettled && !run.slateIsClean) return cleanSlate(context);
  const leaving = record.attachments.find((attachment) => attachment.removing);
  if (leaving !== undefined) return takeOff(context, leaving);
  const turning = record.attachments.find(({ isLink, wantsLink }) => isLink !== wantsLink);
  if (turning !== undefined) return turnFile(context, turning);
  const pending = nextFile(record.attachments);
  if (pending !== undefined) {
    const refused = refuseOverLimit(context);
    if (refused !== null) return refused;
    const inOne = pending.mode === 'small' && !pending.isLink;
    return inOne ? attachInOneRequest(context, pending) : attachInChunks(context, pending);
  }
  if (record.writtenRevision < record.contentRevision) return writeWords(context);
  if (record.submittedAtMs === null) return { kind: 'done' };
  const note = { what: 'Every file is attached. Checking the draft before sending.' };
  deps.store.change(
    record.id,
    { from: ['drafted'], unlessPaused: true },
    { step: 'sealing' },
    note,
    deps.clock.nowMs(),
  );
  return next;
}

/** Links go first: a drive that cannot be had is then known before any byte has moved. */
function nextFile(files: readonly OutboxAttachment[]): OutboxAttachment | undefined {
  const pending = files.filter(({ step }) => step !== 'done');
  return pending.find(({ isLink }) => isLink) ?? pending[0];
}

/**
 * T4 after doubt: deletes attachments of ours whose answer was lost, so that none is there twice. Only names that we
 * attach are deleted; anything else was added by somebody else, and then a person decides.
 */
export async function cleanSlate(context: StepContext): Promise<StepResult> {
  const { deps, record, signal, run } = context;
  const call = callFor(record, 'interactive', signal);
  const draftId = record.draftId ?? '';
  const listed = await deps.mail.listAttachments(call, draftId);
  if (!listed.ok)
    return yieldToFault(context, listed.fault, { ...drafted, doing: 'checking the attachments of the draft' });
  const files = record.attachments.filter(({ isLink }) => !isLink);
  const ours = new Set(files.map((attachment) => attachment.remoteId));
  const strangers = listed.value.filter((attachment) => !ours.has(attachment.id));
  const names = new Set(files.map((attachment) => attachment.name));
  if (strangers.some((attachment) => !names.has(attachment.name))) return stopAltered(context);
  for (const stranger of strangers) {
    const deleted = await deps.mail.deleteAttachment(call, draftId, stranger.id);
    if (!deleted.ok && !isGone(deleted.fault)) {
      return yieldToFault(context, deleted.fault, { ...drafted, doing: 'removing a doubtful attachment' });
    }
  }
  for (const attachment of files) {
    const isLost = attachment.step === 'open' && (attachment.mode === 'small' || strangers.length > 0);
    if (isLost) restart(context, attachment, 'the answer for it was lost');
  }
  run.slateIsClean = true;
  return next;
}

/** Somebody edited the draft elsewhere. Sending it would not be what was written here, so a person decides. */
export function stopAltered(context: StepContext): StepResult {
  const { deps, record } = context;
  const error = structuredError('message_altered_elsewhere', {
    message: 'The draft was changed outside Mailroom, so it was not sent.',
    remediation: 'Look at the draft in Outlook. Send it there, or cancel it here and send again.',
  });
  const guard = { from: ['drafted', 'sealing'] } as const;
  deps.store.change(
    record.id,
    guard,
    { step: 'needsHuman', wait: null, error },
    { what: error.message },
    deps.clock.nowMs(),
  );
  return next;
}

async function attachInOneRequest(context: StepContext, attachment: OutboxAttachment): Promise<StepResult> {
  const { deps, record, signal, run } = context;
  const guard = { from: ['drafted'], unlessPaused: true } as const;
  const position = attachment.position;
  // Open before the request: whoever finds it open later knows that it may be attached already.
  if (deps.store.changeAttachment(record.id, position, guard, { step: 'open' }, null, deps.clock.nowMs()) === null)
    return next;
  const bytes = await readWhole(deps.blobs, attachment);
  const call = callFor(record, 'interactive', signal);
  const reply = await deps.mail.addSmallAttachment(call, record.draftId ?? '', metaOf(attachment), bytes);
  if (reply.ok) {
    const done = { step: 'done', confirmedBytes: attachment.sizeBytes, remoteId: reply.value.id } as const;
    const note = { what: `“${attachment.name}” is on the draft.`, requestId: reply.requestId };
    deps.store.changeAttachment(record.id, position, { from: ['drafted'] }, done, note, deps.clock.nowMs());
    run.progressed = true;
    return next;
  }
  const { fault } = reply;
  // The request was too large; when the mailbox finds the whole message too large, chunks would not help.
  if (fault.kind === 'refused' && fault.status === 413 && fault.code.toLowerCase() !== 'errormessagesizeexceeded') {
    const session = { mode: 'session', step: 'waiting' } as const;
    const note = { what: `“${attachment.name}” is too large for one request. It goes in chunks.` };
    deps.store.changeAttachment(record.id, position, { from: ['drafted'] }, session, note, deps.clock.nowMs());
    return next;
  }
  run.slateIsClean = false;
  return yieldToFault(context, fault, { ...drafted, doing: 'attaching a file' });
}
