import type { AccountRow } from '../../../contract/accounts.ts';
import type { OutboxId } from '../../../contract/ids.ts';
import { cancelMessage, mustGet } from './command-message.ts';
import { type ComposeDeps, mustBeDraft, refuseEdit } from './compose-message.ts';
import { copyAsDraft } from './copy-as-draft.ts';
import type { OutboxRecord } from './outbox-record.ts';

/**
 * The same words and files from another mailbox, as a new message: what is in a mailbox cannot change over to another.
 * The old one is discarded last, and its successor has a key made of its id: asked again, it is moved once.
 */
export function moveMessage(deps: ComposeDeps, id: OutboxId, account: AccountRow): OutboxRecord {
  const { store, compositions, clock } = deps;
  const key = `moved:${id}`;
  const old = mustGet(store, id);
  const moved = store.findByKey(account.id, key);
  if (old.step === 'cancelled' && moved !== null) return moved;
  mustBeDraft(deps, id);
  const stored = compositions.read(id);
  if (stored === null) refuseEdit();
  if (old.account === account.id) return old;
  const record = copyAsDraft(deps, old, { account: account.id, key, text: stored.text });
  cancelMessage(store, id, clock.nowMs());
  return record;
}
