import type { AccountRow } from '../../../contract/accounts.ts';
import type { OutboxId } from '../../../contract/ids.ts';
import { MailroomError } from '../mailroom-error.ts';
import { type ComposeDeps, submitComposed } from '../outbox/compose-message.ts';
import type { MergeRecord, MergeStore } from '../ports/merge-store.ts';
import { paceOf } from './merge-pace.ts';

export interface HandOverDeps {
  readonly merges: MergeStore;
  readonly compose: ComposeDeps;
  readonly transact: <T>(work: () => T) => T;
}

export type HandedOver =
  /** `more`: drafts are left for the next time. */
  | { readonly kind: 'went'; readonly messages: number; readonly more: boolean }
  /** A draft was refused as it is, for a reason that may well hold for the others. */
  | { readonly kind: 'refused'; readonly row: number; readonly error: MailroomError };

/**
 * Sends off the next drafts, as many as travel together. No more while those of before are still on their way: without
 * a network, or with a mailbox that waits, they would pile up and could be stopped no more.
 */
export function handOver(
  { merges, compose, transact }: HandOverDeps,
  merge: MergeRecord,
  account: AccountRow,
): HandedOver {
  const { atOnce } = paceOf(merge.perMinute);
  return transact((): HandedOver => {
    if (merge.counts.waiting >= atOnce) return { kind: 'went', messages: 0, more: true };
    const drafts = merges.drafts(merge.id, atOnce + 1);
    for (const { row, outboxId } of drafts.slice(0, atOnce)) {
      const error = trySubmit(compose, account, outboxId);
      if (error !== null) return { kind: 'refused', row, error };
    }
    return { kind: 'went', messages: Math.min(atOnce, drafts.length), more: drafts.length > atOnce };
  });
}

function trySubmit(compose: ComposeDeps, account: AccountRow, id: OutboxId): MailroomError | null {
  try {
    submitComposed(compose, account, id, compose.compositions.read(id)?.revision ?? 0, 0);
    return null;
  } catch (error) {
    if (error instanceof MailroomError) return error;
    throw error;
  }
}
