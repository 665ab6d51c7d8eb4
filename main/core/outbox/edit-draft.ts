import { shareFiles } from '../links/share-files.ts';
import { takeBack } from '../links/turn-file.ts';
import { drafted } from './attachment-steps.ts';
import { digestDraft } from './create-draft.ts';
import { callFor } from './outbox-deps.ts';
import type { OutboxAttachment } from './outbox-record.ts';
import { next, type StepContext, type StepResult, yieldToFault } from './step-context.ts';

/** Brings the draft in the mailbox up to the newest words and recipients. May be repeated: it replaces them whole. */
export async function writeWords(context: StepContext): Promise<StepResult> {
  const { deps, record, signal } = context;
  const call = callFor(record, 'interactive', signal);
  const shared = await shareFiles(context);
  if (!shared.ok) return shared.result;
  const reply = await deps.mail.updateDraft(call, record.draftId ?? '', shared.content);
  if (!reply.ok) return yieldToFault(context, reply.fault, { ...drafted, doing: 'saving the draft in the mailbox' });
  const nowMs = deps.clock.nowMs();
  const { snapshot } = reply.value;
  const change = {
    writtenRevision: record.contentRevision,
    writtenAtMs: nowMs,
    draftDigest: snapshot === null ? null : digestDraft(deps.digest, snapshot),
    wait: null,
    error: null,
  };
  deps.store.change(record.id, { from: ['drafted'] }, change, null, nowMs);
  return next;
}

/** Takes a file off that a person removed: first from the server, then from here. Its bytes may be in three states. */
export async function takeOff(context: StepContext, attachment: OutboxAttachment): Promise<StepResult> {
  const { deps, record } = context;
  const fault = await takeBack(context, attachment);
  if (fault !== null) return yieldToFault(context, fault, { ...drafted, doing: 'taking a file off the draft' });
  const note = { what: `“${attachment.name}” is off the draft.` };
  deps.store.removeAttachment(record.id, attachment.position, { from: ['drafted'] }, note, deps.clock.nowMs());
  return next;
}
