import type { OutboxId } from '../../../contract/ids.ts';
import { MailroomError } from '../mailroom-error.ts';
import { isUnsent } from './advance-message.ts';
import { mustGet } from './command-message.ts';
import type { ComposeDeps } from './compose-message.ts';
import { textOf } from './composed-text.ts';
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
  const isAtRest = isStuckUnsent(record) || isRefusedUnsent(record);
  const isSealed = record.step === 'sealing' || record.step === 'sealed';
  const step = isAtRest ? unfinishedStep(record) : isSealed ? 'drafted' : record.step;
  const change = { step, submittedAtMs: null, holdUntilMs: null, pausedAtMs: null, wait: null, error: null };
  const note = { what: 'Taken back by you. It is a draft again.' };
  const from = isAtRest ? [record.step] : unsentSteps;
  const reopened = store.change(id, { from }, change, note, nowMs, advanceJob(record, nowMs));
  if (reopened === null) {
    throw new MailroomError('message_state_conflict', {
      message: 'It is too late to take this back: it is being sent, or may have left.',
      remediation: 'Follow it in the outbox.',
      field: 'id',
    });
  }
  compositions.create(id, textOf(reopened.content), nowMs);
  return reopened;
}
