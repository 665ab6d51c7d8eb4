import { useState, type ReactElement, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { AccountRow } from '../../contract/accounts.ts';
import { goTo } from '../app/location.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { countWords } from '../ui/format/count-words.ts';
import { formatBytes } from '../ui/format/format-bytes.ts';
import type { DraftDesk } from './draft/draft-desk.ts';
import type { DraftSession } from './draft/draft-session.ts';
import { moveDraft } from './draft/move-draft.ts';
import { copyingFiles } from './files/incoming-files.ts';
import { FromLine } from './FromLine.tsx';

export interface SenderLineProps {
  readonly desk: DraftDesk;
  readonly session: DraftSession;
  readonly accounts: readonly AccountRow[];
  readonly children: ReactNode;
}

/** Who sends. Another mailbox gets the words and files anew, which is said before it is done. */
export function SenderLine({ desk, session, accounts, children }: SenderLineProps): ReactElement {
  const { account: id, files } = useStore(session.store, ({ composition }) => composition);
  const isCopying = useStore(session.store, ({ incoming }) => copyingFiles(incoming).length > 0);
  const [asked, setAsked] = useState<AccountRow | null>(null);
  const account = accounts.find((one) => one.id === id) ?? null;
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

  async function move({ id: to }: AccountRow): Promise<void> {
    setAsked(null);
    const moved = await moveDraft(desk, session, to);
    if (moved !== null) goTo('write', moved);
  }

  return (
    <>
      <FromLine
        account={account}
        accounts={accounts}
        fixedBecause={isCopying ? 'Files are still being copied. Choose another mailbox when they are here.' : null}
        onChange={(other) => (files.length === 0 ? void move(other) : setAsked(other))}
      >
        {children}
      </FromLine>
      <Dialog
        title="Send it from another mailbox?"
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        actions={
          <>
            <Button look="primary" onPress={() => asked !== null && void move(asked)}>
              Move and upload again
            </Button>
            <Button onPress={() => setAsked(null)} autoFocus>
              Keep it here
            </Button>
          </>
        }
      >
        <p>
          {countWords(files.length, 'file')}, {formatBytes(bytes)}, {files.length === 1 ? 'is' : 'are'} uploaded to{' '}
          {asked?.address} from the copies on this computer. The draft in {account?.address ?? 'the other mailbox'} is
          deleted afterwards. Nothing is sent.
        </p>
      </Dialog>
    </>
  );
}
