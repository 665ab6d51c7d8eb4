import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
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
 * then names it, so that coming back finds the same. What this window has of it is shown at once, and goes on being
 * written while the engine is away.
 */
export function useOpenDraft(desk: DraftDesk, id: string | null): OpenDraft {
  const queries = useQueryClient();
  const isConnected = useConnectionState() === 'connected';
  const [draft, setDraft] = useState<OpenDraft>({ kind: 'opening' });
  const atHand = id === null && isConnected ? null : desk.atHand(id);
  const atHandId = atHand?.store.getState().composition.id ?? null;

  const find = useEffectEvent(async (wanted: string | null) => {
    const { compose } = desk.parts;
    const known = outboxId.safeParse(wanted);
    if (known.success) return compose.read({ id: known.data });
    const drafts = await compose.list({});
    const { ids: left } = desk.discarded.getState();
    const found =
      wanted === 'new' ? drafts.find((one) => isUntouched(one) && !left.has(one.id)) : chooseDraft(drafts, left);
    if (found === undefined || found === null) return compose.start({ account: null });
    // It may have been begun before its mailbox had the signature that it has now.
    const isReused = wanted === 'new' && !found.text.html.includes('data-signature');
    return isReused ? compose.sign({ id: found.id, revision: found.revision, signature: 'default' }) : found;
  });

  useEffect(() => {
    if (!isConnected && id === null && atHandId !== null) goTo('write', atHandId);
  }, [id, isConnected, atHandId]);

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
  if (atHand !== null && (!isWanted || draft.kind !== 'open')) return { kind: 'open', session: atHand };
  return isWanted ? draft : { kind: 'opening' };
}
