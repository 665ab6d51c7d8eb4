import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { AccountId } from '../../../contract/ids.ts';
import { outboxId } from '../../../contract/ids.ts';
import { useConnectionState } from '../../app/connection.tsx';
import { readFault, type Fault } from '../../app/fault.ts';
import { goTo } from '../../app/location.ts';
import { chooseDraft, isUntouched } from './choose-draft.ts';
import type { DraftDesk } from './draft-desk.ts';
import type { DraftSession } from './draft-session.ts';

export type OpenDraft =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly session: DraftSession }
  | { readonly kind: 'failed'; readonly fault: Fault };

export const draftsKey = ['drafts'];

/**
 * Opens the message that the location names: `null` the one edited last, `new` an untouched or a new one. The location
 * then names it, so that coming back finds the same.
 */
export function useOpenDraft(desk: DraftDesk, id: string | null): OpenDraft {
  const queries = useQueryClient();
  const isConnected = useConnectionState() === 'connected';
  const [draft, setDraft] = useState<OpenDraft>({ kind: 'opening' });

  const find = useEffectEvent(async (wanted: string | null) => {
    const { compose } = desk.parts;
    const known = outboxId.safeParse(wanted);
    if (known.success) return compose.read({ id: known.data });
    const { draft: discarded } = desk.discarded.getState();
    const drafts = await compose.list({});
    const left = new Set(discarded === null ? [] : [discarded.id]);
    const found =
      wanted === 'new' ? drafts.find((one) => isUntouched(one) && !left.has(one.id)) : chooseDraft(drafts, left);
    return found ?? compose.start({ account: null });
  });

  useEffect(() => {
    if (!isConnected) return;
    let isCurrent = true;
    const open = async (): Promise<void> => {
      const composition = await find(id);
      if (!isCurrent) return;
      setDraft({ kind: 'open', session: desk.open(composition) });
      if (composition.id !== id) goTo('write', composition.id);
      await queries.invalidateQueries({ queryKey: draftsKey });
    };
    open().catch((thrown: unknown) => {
      // A window that was open goes on showing what it has; the connection says why nothing comes.
      if (isCurrent) setDraft((now) => (now.kind === 'open' ? now : { kind: 'failed', fault: readFault(thrown) }));
    });
    return () => {
      isCurrent = false;
    };
  }, [desk, id, isConnected, queries]);

  const isWanted = draft.kind !== 'open' || id === null || id === draft.session.store.getState().composition.id;
  return isWanted ? draft : { kind: 'opening' };
}

/** The same words from another mailbox: possible while no file is in the old one. */
export async function moveDraft(desk: DraftDesk, session: DraftSession, account: AccountId): Promise<void> {
  await session.settle();
  const { composition } = session.store.getState();
  const started = await desk.parts.compose.start({ account });
  await desk.parts.compose.save({ id: started.id, revision: started.revision, text: composition.text });
  desk.release(composition.id);
  goTo('write', started.id);
  await desk.parts.compose.discard({ id: composition.id });
}
