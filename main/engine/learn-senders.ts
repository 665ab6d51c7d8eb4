import type { Delegation } from '../../contract/accounts.ts';
import type { OutboxRecord } from '../core/outbox/outbox-record.ts';
import type { AccountStore } from '../core/ports/account-store.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { Clock } from '../core/ports/time.ts';

/** Keeps what a message under another's address has shown of what may be done there. Returns its end. */
export function learnSenders(
  outbox: Pick<OutboxStore, 'onChange'>,
  accounts: AccountStore,
  clock: Pick<Clock, 'nowMs'>,
): () => void {
  return outbox.onChange((record) => {
    const account = accounts.get(record.account);
    if (account?.delegation === undefined) return;
    const delegation = { ...account.delegation, ...lessonOf(record) };
    const { maySend, mayAttachLarge } = account.delegation;
    if (delegation.maySend === maySend && delegation.mayAttachLarge === mayAttachLarge) return;
    accounts.upsert({ ...account, delegation }, clock.nowMs());
  });
}

function lessonOf({ step, error, attachments }: OutboxRecord): Partial<Delegation> {
  if (error?.error_code === 'send_as_denied') return { maySend: 'no' };
  if (error?.error_code === 'shared_mailbox_files_refused') return { mayAttachLarge: 'no' };
  const wentInChunks = attachments.some((file) => file.mode === 'session' && file.step === 'done');
  return { ...(step === 'sent' ? { maySend: 'yes' } : {}), ...(wentInChunks ? { mayAttachLarge: 'yes' } : {}) };
}
