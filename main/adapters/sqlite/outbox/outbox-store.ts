import type { OutboxId } from '../../../../contract/ids.ts';
import { type NewAttachment, type OutboxRecord, steps } from '../../../core/outbox/outbox-record.ts';
import { MailroomError } from '../../../core/mailroom-error.ts';
import type { JobStore, NewJob } from '../../../core/ports/job-store.ts';
import type { Guard, JournalNote, NewOutboxMessage, OutboxStore } from '../../../core/ports/outbox-store.ts';
import type { WriteDb } from '../connection.ts';
import { type HasBytes, insertBlob } from '../insert-blob.ts';
import { inTransaction } from '../in-transaction.ts';
import { readRow, readRows, write } from '../run-statement.ts';
import { learnSent } from '../recipients/learn-addresses.ts';
import {
  deleteAttachment,
  insertAttachment,
  insertJournal,
  insertMessage,
  selectAttachments,
  selectByKey,
  selectJournal,
  selectMessage,
  selectMessages,
  selectNextPosition,
  selectPage,
  touchMessage,
  updateAttachment,
  updateMessage,
} from './outbox-statements.ts';
import { arrangeMessages } from './arrange-messages.ts';
import { readJournalRow, readOutboxRow } from './read-outbox-row.ts';

/** The outbox on SQLite. A message's job is enqueued in the same transaction as its row, so neither is ever alone. */
export function sqliteOutboxStore(
  db: WriteDb,
  jobs: Pick<JobStore, 'enqueue' | 'place'>,
  hasBytes?: HasBytes,
): OutboxStore {
  const parts = { db, jobs, hasBytes };
  const listeners = new Set<(record: OutboxRecord) => void>();

  function get(id: OutboxId): OutboxRecord | null {
    const row = readRow(db, selectMessage, { id });
    return row === null ? null : readOutboxRow(row, readRows(db, selectAttachments, { id }));
  }

  function tell(record: OutboxRecord | null): OutboxRecord | null {
    if (record !== null) for (const listener of listeners) listener(record);
    return record;
  }

  return {
    insert(message, job, nowMs) {
      const created = inTransaction(db, () => insertOnce(parts, message, job, nowMs));
      const id = created ? message.id : readRow(db, selectByKey, message)?.id;
      const record = get(id ?? message.id);
      if (record === null) throw lostRow();
      if (created) tell(record);
      return { record, created };
    },

    get,

    findByKey(account, key) {
      const found = readRow(db, selectByKey, { account, key });
      return found === null ? null : get(found.id);
    },

    list(filter) {
      const parameters = { steps: JSON.stringify(filter.steps ?? steps), account: filter.account ?? null };
      return readRows(db, selectMessages, parameters).flatMap(({ id }) => get(id) ?? []);
    },

    page: (before, limit) => readRows(db, selectPage, { before, limit }).flatMap(({ id }) => get(id) ?? []),

    change(id, guard, change, note, nowMs, job) {
      const changed = inTransaction(db, (): OutboxRecord | null => {
        const record = get(id);
        if (record === null || !holds(guard, record)) return null;
        const after: OutboxRecord = { ...record, ...change, updatedAtMs: nowMs };
        write(db, updateMessage, { ...columnsOf(after), nowMs });
        if (!hasLeft(record) && hasLeft(after)) learnSent(db, after, nowMs);
        writeNote(db, after, note, nowMs);
        if (job !== undefined) jobs.enqueue(job, nowMs);
        return after;
      });
      return tell(changed);
    },

    arrange: (account, ids, nowMs) =>
      arrangeMessages(db, jobs, account, ids, nowMs).flatMap((id) => tell(get(id)) ?? []),

    changeAttachment(id, position, guard, change, note, nowMs) {
      const changed = inTransaction(db, (): OutboxRecord | null => {
        const record = get(id);
        const attachment = record?.attachments.find((one) => one.position === position);
        if (record === null || attachment === undefined || !holds(guard, record)) return null;
        // A file that was taken off takes no more progress; only its end is still to come.
        if (attachment.removing && change.removing !== true) return null;
        const after = { ...attachment, ...change };
        write(db, updateAttachment, {
          id,
          position,
          mode: after.mode,
          step: after.step,
          sealedUploadUrl: after.sealedUploadUrl,
          sessionExpiresAtMs: after.sessionExpiresAtMs,
          confirmedBytes: after.confirmedBytes,
          remoteId: after.remoteId,
          restartBytes: after.restart?.atBytes ?? null,
          restartWhy: after.restart?.why ?? null,
          ordinal: after.ordinal,
          removing: after.removing ? 1 : 0,
          isLink: after.isLink ? 1 : 0,
          wantsLink: after.wantsLink ? 1 : 0,
        });
        write(db, touchMessage, { id, nowMs });
        writeNote(db, record, note, nowMs);
        return get(id);
      });
      return tell(changed);
    },

    addAttachment(id, guard, attachment, note, nowMs, job) {
      const changed = inTransaction(db, (): OutboxRecord | null => {
        const record = get(id);
        if (record === null || !holds(guard, record)) return null;
        const position = readRow(db, selectNextPosition, { id })?.next ?? 0;
        writeAttachment(parts, id, position, attachment, nowMs);
        write(db, touchMessage, { id, nowMs });
        writeNote(db, record, note, nowMs);
        jobs.enqueue(job, nowMs);
        return get(id);
      });
      return tell(changed);
    },

    removeAttachment(id, position, guard, note, nowMs) {
      const changed = inTransaction(db, (): OutboxRecord | null => {
        const record = get(id);
        if (record === null || !holds(guard, record)) return null;
        write(db, deleteAttachment, { id, position });
        write(db, touchMessage, { id, nowMs });
        writeNote(db, record, note, nowMs);
        return get(id);
      });
      return tell(changed);
    },

    journal: (id) => readRows(db, selectJournal, { id }).map(readJournalRow),

    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

interface StoreParts {
  readonly db: WriteDb;
  readonly jobs: Pick<JobStore, 'enqueue'>;
  readonly hasBytes: HasBytes | undefined;
}

function insertOnce(parts: StoreParts, message: NewOutboxMessage, job: NewJob | null, nowMs: number): boolean {
  const { db, jobs } = parts;
  const { id, account, key, contentDigest, path, submittedAtMs, correlationId } = message;
  const content = JSON.stringify(message.content);
  const { holdUntilMs = null, sendAtMs = null } = message;
  const times = { submittedAtMs, holdUntilMs, sendAtMs, nowMs };
  const columns = { id, account, key, contentDigest, content, path, correlationId, ...times };
  if (write(db, insertMessage, columns) === 0) return false;
  for (const [position, file] of message.attachments.entries()) writeAttachment(parts, id, position, file, nowMs);
  const what = submittedAtMs === null ? 'Begun.' : 'Checked and safe on disk, with its files.';
  write(db, insertJournal, { id, atMs: nowMs, step: 'staged', what, requestId: null });
  if (job !== null) jobs.enqueue(job, nowMs);
  return true;
}

function writeAttachment(
  { db, hasBytes }: StoreParts,
  id: OutboxId,
  position: number,
  file: NewAttachment,
  nowMs: number,
): void {
  const { name, contentType, contentId, sizeBytes, sha256, mode, source, wantsLink = false } = file;
  insertBlob(db, sha256, sizeBytes, nowMs, hasBytes);
  write(db, insertAttachment, {
    id,
    position,
    name,
    contentType,
    contentId,
    sizeBytes,
    sha256,
    mode,
    wantsLink: wantsLink ? 1 : 0,
    sourcePath: source?.path ?? null,
    sourceSizeBytes: source?.sizeBytes ?? null,
    sourceModifiedMs: source?.modifiedMs ?? null,
  });
}

function holds(guard: Guard, record: OutboxRecord): boolean {
  if (guard.unlessPaused === true && record.pausedAtMs !== null) return false;
  if (guard.ifSubmitted === true && record.submittedAtMs === null) return false;
  return guard.from.includes(record.step);
}

/** What the service keeps until its time may still be taken back. */
function hasLeft({ step, content }: OutboxRecord): boolean {
  return step === 'sent' || (step === 'accepted' && content.deferUntil === null);
}

function columnsOf(record: OutboxRecord) {
  return {
    id: record.id,
    step: record.step,
    content: JSON.stringify(record.content),
    contentDigest: record.contentDigest,
    contentRevision: record.contentRevision,
    writtenRevision: record.writtenRevision,
    writtenAtMs: record.writtenAtMs,
    holdUntilMs: record.holdUntilMs,
    sendAtMs: record.sendAtMs,
    recallAskedAtMs: record.recallAskedAtMs,
    submittedAtMs: record.submittedAtMs,
    pausedAtMs: record.pausedAtMs,
    draftId: record.draftId,
    draftDigest: record.draftDigest,
    draftTries: record.draftTries,
    draftTriedAtMs: record.draftTriedAtMs,
    sends: record.sends,
    sendTriedAtMs: record.sendTriedAtMs,
    acceptedAtMs: record.acceptedAtMs,
    looks: record.looks,
    firstLookAtMs: record.firstLookAtMs,
    draftSightings: record.draftSightings,
    sentId: record.sentId,
    wait: record.wait === null ? null : JSON.stringify(record.wait),
    error: record.error === null ? null : JSON.stringify(record.error),
    verdicts: JSON.stringify(record.verdicts),
  };
}

function writeNote(db: WriteDb, record: OutboxRecord, note: JournalNote | null, nowMs: number): void {
  if (note === null) return;
  const { id, step } = record;
  write(db, insertJournal, { id, atMs: nowMs, step, what: note.what, requestId: note.requestId ?? null });
}

function lostRow(): MailroomError {
  return new MailroomError('internal_error', {
    message: 'A message that was just stored cannot be read again.',
    remediation: 'This is a defect of Mailroom; please report it.',
  });
}
