import type { ReactElement } from 'react';
import type { AccountRow } from '../../contract/accounts.ts';
import type { OutboxRow } from '../../contract/outbox.ts';
import { commands } from '../app/commands.ts';
import { titleOf } from '../outbox/describe-row.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { countWords } from '../ui/format/count-words.ts';

export interface SignOutDialogProps {
  readonly account: AccountRow;
  readonly unsent: readonly OutboxRow[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

const shown = 5;

/** Names what stays behind before anybody signs out. */
export function SignOutDialog({ account, unsent, isOpen, onClose, onConfirm }: SignOutDialogProps): ReactElement {
  return (
    <Dialog
      role="alertdialog"
      title={`Sign out ${account.address}?`}
      isOpen={isOpen}
      onClose={onClose}
      command={commands['accounts.signOut'](account.address, unsent.length > 0)}
      actions={
        <>
          <Button look="danger" onPress={onConfirm}>
            {unsent.length === 0 ? 'Sign out' : 'Sign out all the same'}
          </Button>
          <Button onPress={onClose} autoFocus>
            Stay signed in
          </Button>
        </>
      }
    >
      {unsent.length === 0 ? (
        <p>Nothing is unsent. The mailbox itself stays as it is.</p>
      ) : (
        <>
          <p>
            {countWords(unsent.length, 'message is', 'messages are')} not sent and will wait until you sign in again:
          </p>
          <ul className="unsent">
            {unsent.slice(0, shown).map((row) => (
              <li key={row.id}>{titleOf(row)}</li>
            ))}
            {unsent.length > shown ? <li>and {unsent.length - shown} more</li> : null}
          </ul>
        </>
      )}
    </Dialog>
  );
}
