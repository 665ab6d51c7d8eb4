import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { useConnection, useConnectionState } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { goTo } from '../app/location.ts';
import { useAccounts } from '../app/use-accounts.ts';
import { Button } from '../ui/Button.tsx';
import { DiscardedNotice } from './DiscardedNotice.tsx';
import { useOpenDraft } from './draft/use-open-draft.ts';
import { useDraftDesk } from './draft/use-draft-desk.ts';
import { DraftForm } from './DraftForm.tsx';
import { useDrafts } from './use-drafts.ts';
import { useHandedFiles } from './use-handed-files.ts';
import './write.css';

/** `id` is the message to open; null the one that was edited last, and `new` a new one. */
export function WritePage({ id }: { readonly id: string | null }): ReactElement {
  const { host } = useConnection();
  const isConnected = useConnectionState() === 'connected';
  const desk = useDraftDesk();
  const accounts = useAccounts() ?? [];
  const opened = useOpenDraft(desk, id);
  useHandedFiles(opened.kind === 'open' ? opened.session : null);
  const { draft: discarded, ids: gone } = useStore(desk.discarded);
  const others = useDrafts().filter((draft) => !gone.has(draft.id));
  return (
    <section className="write" data-region="detail" aria-label="Message">
      <h1 className="visually-hidden">Write</h1>
      {discarded === null ? null : (
        <DiscardedNotice
          title={discarded.title}
          onUndo={() => {
            desk.undoDiscard();
            goTo('write', discarded.id);
          }}
        />
      )}
      {opened.kind === 'failed' ? (
        <div className="write-body">
          <FaultNote fault={opened.fault}>
            <Button look="quiet" onPress={() => goTo('write', 'new')}>
              New message
            </Button>
          </FaultNote>
        </div>
      ) : null}
      {opened.kind === 'opening' && !isConnected ? (
        <p className="write-away">The message opens as soon as the engine is back. What was written is safe.</p>
      ) : null}
      {opened.kind === 'open' ? (
        <DraftForm
          key={opened.session.store.getState().composition.id}
          desk={desk}
          session={opened.session}
          accounts={accounts}
          drafts={others}
          {...(host.pickFiles === undefined ? {} : { pickPaths: host.pickFiles })}
        />
      ) : null}
    </section>
  );
}
