import type { OutboxId } from '../../contract/ids.ts';
import { cancelSource } from '../core/jobs/cancel-source.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { isBeingRecalled } from '../core/outbox/kept-by-service.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { Clock } from '../core/ports/time.ts';

const PATIENCE_MS = 20_000;

/** Returns once a message that was asked back is proven to be gone; throws when it left, or when that takes too long. */
export async function recalled(store: OutboxStore, id: OutboxId, clock: Clock): Promise<void> {
  const decided = cancelSource();
  const isDecided = (): boolean => {
    const record = store.get(id);
    return record === null || !isBeingRecalled(record);
  };
  const stop = store.onChange((record) => {
    if (record.id === id && !isBeingRecalled(record)) decided.cancel();
  });
  try {
    if (!isDecided()) await clock.sleep(PATIENCE_MS, decided.signal);
  } finally {
    stop();
  }
  const step = store.get(id)?.step;
  if (step === 'cancelled') return;
  throw new MailroomError('message_state_conflict', {
    message: isDecided()
      ? 'It could not be taken back from the mailbox, so it cannot be edited.'
      : 'It is still being taken back from the mailbox, so it cannot be edited yet.',
    remediation: 'Follow it in the outbox, and open it again once it is cancelled.',
    field: 'id',
  });
}
