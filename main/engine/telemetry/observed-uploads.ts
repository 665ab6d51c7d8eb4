import { userOf } from '../../core/ingest/ingest-jobs.ts';
import type { OutboxRecord } from '../../core/outbox/outbox-record.ts';
import type { OutboxStore } from '../../core/ports/outbox-store.ts';
import type { Observers } from './observers.ts';

/** Upload sessions as their files' rows tell of them: one is completed once the draft itself lists the file (row US4). */
export function observedUploads(store: OutboxStore, { metrics, log }: Observers): OutboxStore {
  function began(record: OutboxRecord, position: number, bytes: number): void {
    metrics.uploadStarted();
    log.info('upload.started', { ...namesOf(record, position), bytes });
  }

  function ended(record: OutboxRecord, position: number, result: 'completed' | 'failed', bytes: number): void {
    metrics.uploadEnded(result, bytes);
    if (result === 'completed') log.info('upload.completed', { ...namesOf(record, position), bytes });
    else log.warn('upload.failed', { ...namesOf(record, position), bytes });
  }

  return {
    ...store,
    changeAttachment(id, position, guard, change, note, nowMs) {
      const before =
        change.step === undefined ? undefined : store.get(id)?.attachments.find((file) => file.position === position);
      const record = store.changeAttachment(id, position, guard, change, note, nowMs);
      if (record === null || before?.mode !== 'session') return record;
      if (before.step === 'waiting' && change.step === 'open') began(record, position, before.sizeBytes);
      if (before.step === 'open' && change.step === 'done') ended(record, position, 'completed', before.sizeBytes);
      if (before.step === 'open' && change.step === 'waiting') ended(record, position, 'failed', before.confirmedBytes);
      return record;
    },
  };
}

function namesOf({ id, account, correlationId }: OutboxRecord, position: number) {
  return { messageId: id, attachmentId: position, userId: userOf(account), correlationId };
}
