import { isOpenBounce } from '../../core/bounces/verdict.ts';
import { findPictures } from '../../core/compose/find-pictures.ts';
import { userOf } from '../../core/ingest/ingest-jobs.ts';
import type { OutboxChange, OutboxRecord } from '../../core/outbox/outbox-record.ts';
import type { Guard, OutboxStore } from '../../core/ports/outbox-store.ts';
import { observedUploads } from './observed-uploads.ts';
import type { Observers } from './observers.ts';

/** The outbox, with metrics and log told of what was committed. They decide nothing. */
export function observedOutboxStore(store: OutboxStore, observers: Observers): OutboxStore {
  const { metrics, log } = observers;

  function submitted(record: OutboxRecord): void {
    const { matched, orphans } = findPictures(record.content.body, record.attachments);
    metrics.picturesMatched(matched, orphans);
    const bytes = record.attachments.reduce((total, file) => total + file.sizeBytes, 0);
    log.info('send.submitted', { ...namesOf(record), count: record.attachments.length, bytes });
  }

  function moved(record: OutboxRecord, change: OutboxChange, guard: Guard, nowMs: number): void {
    const fields = { ...namesOf(record), code: record.error?.error_code };
    switch (change.step) {
      case 'accepted':
        metrics.sendSucceeded();
        return log.info('send.accepted', fields);
      case 'sent': {
        // What a person says is no measure of the service.
        if (guard.from.includes('needsHuman')) return;
        const ms = nowMs - (record.acceptedAtMs ?? record.sendTriedAtMs ?? nowMs);
        metrics.sendConfirmed(ms);
        return log.info('send.confirmed', { ...fields, ms });
      }
      case 'unknown':
        metrics.sendFailed('send_unconfirmed');
        return log.warn('send.unconfirmed', fields);
      case 'failed':
        // Replaced by a new message: what became of it was told before.
        if (guard.from.includes('needsHuman')) return;
        metrics.sendFailed(record.error?.error_code ?? 'internal_error');
        return log.error('send.failed', fields);
      case 'needsHuman':
        // A try without a clear answer was counted when it was made.
        if (record.sendTriedAtMs === null) metrics.sendFailed(record.error?.error_code ?? 'retries_exhausted');
        return log.error('send.needsYou', fields);
      default:
        return;
    }
  }

  function bounced(record: OutboxRecord, { verdicts = [] }: OutboxChange, nowMs: number): void {
    const count = verdicts.filter((verdict) => isOpenBounce(verdict) && verdict.atMs === nowMs).length;
    if (count > 0) log.warn('send.bounced', { ...namesOf(record), count });
  }

  return {
    ...observedUploads(store, observers),
    insert(message, job, nowMs) {
      const inserted = store.insert(message, job, nowMs);
      if (inserted.created && inserted.record.submittedAtMs !== null) {
        for (const file of inserted.record.attachments) metrics.filesJudged('accepted', file.sizeBytes);
        submitted(inserted.record);
      }
      return inserted;
    },
    addAttachment(id, guard, attachment, note, nowMs, job) {
      const record = store.addAttachment(id, guard, attachment, note, nowMs, job);
      if (record !== null) metrics.filesJudged('accepted', attachment.sizeBytes);
      return record;
    },
    change(id, guard, change, note, nowMs, job) {
      const record = store.change(id, guard, change, note, nowMs, job);
      if (record === null) return null;
      if (typeof change.submittedAtMs === 'number') submitted(record);
      if (isNews(change, guard)) metrics.structuredError('outlook.send', change.error?.error_code ?? '');
      moved(record, change, guard, nowMs);
      bounced(record, change, nowMs);
      return record;
    },
  };
}

function namesOf({ id, account, correlationId }: OutboxRecord) {
  return { messageId: id, userId: userOf(account), correlationId };
}

/** Errors that end a run as a failure are told by the queue, and those that it gave up with were told before. */
function isNews({ error, step, wait }: OutboxChange, { from }: Guard): boolean {
  const isGivenUp = from.includes('staged');
  return error !== null && error !== undefined && step !== undefined && wait?.because !== 'retry' && !isGivenUp;
}
