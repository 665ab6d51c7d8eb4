import type { OutboxId } from '../../../contract/ids.ts';
import { MailroomError } from '../mailroom-error.ts';
import { isUnsent } from './advance-message.ts';
import { cancelMessage, mustGet } from './command-message.ts';
import type { ComposeDeps } from './compose-message.ts';
import { textOf } from './composed-text.ts';
import { copyAsDraft } from './copy-as-draft.ts';
import { mustHaveFiles } from './must-have-files.ts';
import { advanceJob } from './outbox-jobs.ts';
import { isRefusedUnsent, isStuckUnsent, type OutboxRecord, unfinishedStep, unsentSteps } from './outbox-record.ts';

/**
 * Undo, or another try at what was refused: a draft again, unless it may have left. The draft in the mailbox is kept, so
 * there is never a second one to send. Whatever runs for it stops at its next safe point.
 */
export function reopenMessage(deps: ComposeDeps, id: OutboxId): OutboxRecord {
  const { store, compositions, clock } = deps;
  const nowMs = clock.nowMs();
  const record = mustGet(store, id);
  mustHaveFiles(record);
  if (record.submittedAtMs === null && isUnsent(record.step)) return record;
  if (record.content.deferUntil !== null) return reopenDeferred(deps, record);
  const isAtRest = isStuckUnsent(record) || isRefusedUnsent(record);
  const isSealed = record.step === 'sealing' || record.step === 'sealed';
  const step = isAtRest ? unfinishedStep(record) : isSealed ? 'drafted' : record.step;
  const times = { submittedAtMs: null, holdUntilMs: null, sendAtMs: null, pausedAtMs: null };
  const change = { step, ...times, wait: null, error: null };
  const note = { what: 'Taken back by you. It is a draft again.' };
  const from = isAtRest ? [record.step] : unsentSteps;
  const reopened = store.change(id, { from }, change, note, nowMs, advanceJob(record, nowMs));
  if (reopened === null) throw tooLate();
  compositions.create(id, textOf(reopened.content), nowMs);
  return reopened;
}

/**
 * Its draft in the mailbox knows a time of its own, which nothing takes off it again. So that draft is removed with the
 * message, and a new message goes on with its words and files. What the service keeps must be proven gone before.
 */
function reopenDeferred(deps: ComposeDeps, record: OutboxRecord): OutboxRecord {
  const { store, clock } = deps;
  const { account, id } = record;
  if (record.step !== 'cancelled' && !isUnsent(record.step) && !isStuckUnsent(record)) throw tooLate();
  const key = `reopened:${id}`;
  const before = store.findByKey(account, key);
  if (before?.submittedAtMs === null && isUnsent(before.step)) return before;
  if (before !== null) throw tooLate();
  cancelMessage(store, id, clock.nowMs());
  return copyAsDraft(deps, record, { account, key, text: textOf(record.content) });
}

function tooLate(): MailroomError {
  return new MailroomError('message_state_conflict', {
    message: 'It is too late to take this back: it is being sent, or may have left.',
    remediation: 'Follow it in the outbox.',
    field: 'id',
  });
}
