import type { OutboxId } from '../../../contract/ids.ts';
import { MailroomError } from '../mailroom-error.ts';
import type { JobStore } from '../ports/job-store.ts';
import type { OutboxStore } from '../ports/outbox-store.ts';
import { mustGet } from './command-message.ts';
import { advanceKey } from './outbox-jobs.ts';
import type { OutboxRecord } from './outbox-record.ts';

/** A person wants these to go before all others of their mailbox, in this order. */
export function sendFirst(store: OutboxStore, ids: readonly OutboxId[], nowMs: number): readonly OutboxRecord[] {
  const [first, ...others] = [...new Set(ids)].map((id) => mustGet(store, id));
  if (first === undefined) return [];
  if (others.some(({ account }) => account !== first.account)) {
    throw new MailroomError('validation_error', {
      message: 'These messages are of different mailboxes, which never wait for each other. Nothing was changed.',
      remediation: 'Name messages of one mailbox.',
      field: 'ids',
    });
  }
  const placed = store.arrange(
    first.account,
    [first, ...others].map(({ id }) => id),
    nowMs,
  );
  if (placed.length > 0) return placed;
  throw new MailroomError('message_state_conflict', {
    message: 'What has left, or was cancelled, can no longer go first. Nothing was changed.',
    remediation: 'Look at it with "mailroom outbox show".',
    field: 'ids',
  });
}

interface AtWork {
  readonly store: Pick<OutboxStore, 'list'>;
  readonly jobs: Pick<JobStore, 'findLive'>;
  readonly isRunning: (id: OutboxId) => boolean;
}

/**
 * The uploads that give way: while a large message waits only for a place, the ones under way that come after it stop at
 * the last byte that the service confirmed, and go on in their turn.
 */
export function whoYields(placed: readonly OutboxRecord[], { store, jobs, isRunning }: AtWork): readonly OutboxId[] {
  const waits = placed.find(({ id }) => {
    const job = jobs.findLive(advanceKey(id));
    return job?.state === 'ready' && job.lane === 'large';
  });
  if (waits === undefined) return [];
  return store
    .list({ steps: ['drafted'], account: waits.account })
    .filter(({ id, place }) => place > waits.place && isRunning(id))
    .map(({ id }) => id);
}
