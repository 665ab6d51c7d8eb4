import type { OutboxId } from '../../../contract/ids.ts';
import { MailroomError } from '../mailroom-error.ts';
import type { NewJob } from '../ports/job-store.ts';
import type { OutboxStore } from '../ports/outbox-store.ts';
import { isKeptByService } from './kept-by-service.ts';
import { isStuckUnsent, type OutboxRecord, unfinishedStep, unsentSteps } from './outbox-record.ts';
import { advanceJob, discardDraftJob } from './outbox-jobs.ts';

/** What a person may do to a message. Each is one transaction against the running work: exactly one of them wins. */

export function pauseMessage(store: OutboxStore, id: OutboxId, nowMs: number): OutboxRecord {
  const paused = store.change(
    id,
    { from: unsentSteps },
    { pausedAtMs: nowMs, wait: null },
    { what: 'Paused by you.' },
    nowMs,
  );
  return paused ?? refuse(store, id, 'be paused');
}

/** Continues a paused message, and one that needs somebody though it was certainly never sent. */
export function resumeMessage(store: OutboxStore, id: OutboxId, nowMs: number): OutboxRecord {
  const record = mustGet(store, id);
  const job = advanceJob(record, nowMs);
  const change = { pausedAtMs: null, wait: null, error: null };
  const note = { what: 'Continued by you.' };
  if (isStuckUnsent(record)) {
    const step = unfinishedStep(record);
    const resumed = store.change(id, { from: ['needsHuman'] }, { ...change, step }, note, nowMs, job);
    return resumed ?? refuse(store, id, 'continue');
  }
  return store.change(id, { from: unsentSteps }, change, note, nowMs, job) ?? refuse(store, id, 'continue');
}

/** The race against sending is decided by the row: cancelled means that it was not sent and never will be. */
export function cancelMessage(store: OutboxStore, id: OutboxId, nowMs: number): OutboxRecord {
  const record = mustGet(store, id);
  if (record.step === 'cancelled') return record;
  if (isKeptByService(record, nowMs)) return recallFromService(store, record, nowMs);
  const from = isStuckUnsent(record) ? (['needsHuman'] as const) : unsentSteps;
  const change = { step: 'cancelled', wait: null, error: null, pausedAtMs: null } as const;
  const job: NewJob | undefined = record.step === 'staged' ? undefined : discardDraftJob(record, nowMs);
  const cancelled = store.change(id, { from }, change, { what: 'Cancelled by you. It was not sent.' }, nowMs, job);
  return cancelled ?? refuse(store, id, 'be cancelled');
}

/** The service has it already: there the copy has to be deleted first, and the row says cancelled once that is proven. */
function recallFromService(store: OutboxStore, record: OutboxRecord, nowMs: number): OutboxRecord {
  if (record.recallAskedAtMs !== null) return record;
  const note = { what: 'You asked to take it back. Deleting the copy that Microsoft 365 keeps.' };
  const change = { recallAskedAtMs: nowMs, wait: null, error: null };
  const from = ['accepted', 'unknown'] as const;
  const asked = store.change(record.id, { from }, change, note, nowMs, advanceJob(record, nowMs));
  return asked ?? refuse(store, record.id, 'be taken back');
}

/** Ends the hold, or the schedule that this computer keeps. What the service keeps has to be taken back first. */
export function sendNow(store: OutboxStore, id: OutboxId, nowMs: number): OutboxRecord {
  const record = mustGet(store, id);
  const change = { holdUntilMs: null, sendAtMs: null, pausedAtMs: null, wait: null, error: null };
  const guard = { from: unsentSteps, ifSubmitted: true };
  const sent =
    record.content.deferUntil === null
      ? store.change(id, guard, change, { what: 'You want it sent now.' }, nowMs, advanceJob(record, nowMs))
      : null;
  return sent ?? refuse(store, id, 'be sent now');
}

/** A person looked for themselves and says that it left. */
export function confirmSent(store: OutboxStore, id: OutboxId, nowMs: number): OutboxRecord {
  const change = { step: 'sent', wait: null, error: null } as const;
  const note = { what: 'You said that it was sent.' };
  return store.change(id, { from: ['needsHuman'] }, change, note, nowMs) ?? refuse(store, id, 'be confirmed');
}

/** Look in the mailbox now: the job that waits for the next look is made ready. */
export function mustBeUncertain(store: OutboxStore, id: OutboxId): OutboxRecord {
  const record = mustGet(store, id);
  return record.step === 'unknown' || record.step === 'accepted' ? record : refuse(store, id, 'be looked for');
}

/** Only what needs somebody may be decided by a person. */
export function mustBeNeeding(store: OutboxStore, id: OutboxId): OutboxRecord {
  const record = mustGet(store, id);
  return record.step === 'needsHuman' ? record : refuse(store, id, 'be sent again');
}

/** Called when the queue gave up on a message's job: its row must say so, and never be without somebody in charge. */
export function giveToHuman(store: OutboxStore, id: OutboxId, nowMs: number): OutboxRecord | null {
  const record = mustGet(store, id);
  // Still being written: its writer sees why, and the next change brings it a new job.
  if (record.submittedAtMs === null) return store.change(id, { from: unsentSteps }, { wait: null }, null, nowMs);
  const attempts = { what: 'Tried as often as makes sense. A person has to decide.' };
  // What went wrong stays; that the program tries again by itself has become untrue.
  const error = {
    ...(record.error ?? {
      error_code: 'retries_exhausted' as const,
      message: 'This message could not be sent after many attempts. Its draft and files are safe.',
      field: null,
      details: {},
      retriable: true,
    }),
    remediation:
      record.sendTriedAtMs === null
        ? 'Resume it to try again, or cancel it.'
        : 'Ask a recipient or look in Outlook, then say "It was sent" or "Send again as new".',
  };
  const from = [...unsentSteps, 'accepted', 'unknown'] as const;
  return store.change(id, { from }, { step: 'needsHuman', wait: null, error }, attempts, nowMs);
}

export function mustGet(store: OutboxStore, id: OutboxId): OutboxRecord {
  const record = store.get(id);
  if (record !== null) return record;
  throw new MailroomError('message_not_found', {
    message: 'There is no message with this id in the outbox.',
    remediation: 'List the messages with "mailroom outbox list".',
    field: 'id',
  });
}

function refuse(store: OutboxStore, id: OutboxId, verb: string): never {
  const { step } = mustGet(store, id);
  throw new MailroomError('message_state_conflict', {
    message: `This message can no longer ${verb}: ${reasons[step] ?? 'its state changed meanwhile'}.`,
    remediation: 'Look at it with "mailroom outbox show".',
    field: 'id',
  });
}

const reasons: Partial<Record<OutboxRecord['step'], string>> = {
  sending: 'it is being sent right now',
  accepted: 'Microsoft 365 has accepted it',
  sent: 'it was sent',
  unknown: 'it may have left already',
  needsHuman: 'it may have left already, so somebody has to look first',
  failed: 'it was refused for good',
  cancelled: 'it was cancelled',
};
