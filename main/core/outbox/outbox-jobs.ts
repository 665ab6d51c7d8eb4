import { z } from 'zod';
import { type OutboxId, outboxId } from '../../../contract/ids.ts';
import { readMessageKey } from '../merge/merge-jobs.ts';
import type { NewJob } from '../ports/job-store.ts';
import type { OutboxAttachment, OutboxRecord } from './outbox-record.ts';

export const ADVANCE_KIND = 'outbox.advance';
export const DISCARD_KIND = 'outbox.discard-draft';
const MAX_ATTEMPTS = 10;

export const outboxJobPayload = z.strictObject({ outboxId });

type JobSubject = Pick<OutboxRecord, 'id' | 'account' | 'correlationId'> & {
  readonly attachments: readonly (Pick<OutboxAttachment, 'mode'> & { readonly wantsLink?: boolean })[];
  readonly place?: number;
  readonly key?: string;
};

/** The job that brings a message forward. One per message at a time, whoever asks. */
export function advanceJob(record: JobSubject, nowMs: number): NewJob {
  const hasSessions = record.attachments.some(({ mode, wantsLink }) => mode === 'session' || wantsLink === true);
  return {
    kind: ADVANCE_KIND,
    lane: hasSessions ? 'large' : travelsTogether(record) ? 'merge' : 'small',
    mailbox: record.account,
    dedupeKey: advanceKey(record.id),
    payload: { outboxId: record.id },
    payloadVersion: 1,
    title: `Send a message with ${String(record.attachments.length)} files`,
    priority: hasSessions ? 20 : 10,
    ...(record.place === undefined ? {} : { place: record.place }),
    runAtMs: nowMs,
    maxAttempts: MAX_ATTEMPTS,
    correlationId: record.correlationId,
  };
}

/** A message of a mail merge whose files are small: its requests may travel with those of the others. */
export function travelsTogether({ key, attachments }: Pick<JobSubject, 'key' | 'attachments'>): boolean {
  return key !== undefined && readMessageKey(key) !== null && attachments.every(({ mode }) => mode === 'small');
}

/** Removes what a cancelled message left on the server. */
export function discardDraftJob(record: JobSubject, nowMs: number): NewJob {
  return {
    ...advanceJob(record, nowMs),
    kind: DISCARD_KIND,
    lane: 'upkeep',
    dedupeKey: `discard:${record.id}`,
    title: 'Remove the draft of a cancelled message',
    priority: 100,
  };
}

export function advanceKey(id: OutboxId): string {
  return `outbox:${id}`;
}
