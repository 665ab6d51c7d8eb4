import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { AccountRow } from '../../contract/accounts.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { SignInProgress } from '../sign-in/SignInProgress.tsx';
import { useSignIn } from '../sign-in/use-sign-in.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';

export interface AddSenderDialogProps {
  /** Whose sign-in it is used with. */
  readonly account: AccountRow;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** One field: the address. What may be done there is found out, not asked; the permission comes with the first of them. */
export function AddSenderDialog({ account, isOpen, onClose }: AddSenderDialogProps): ReactElement {
  const client = useClient();
  const queries = useQueryClient();
  const [address, setAddress] = useState('');
  const add = useAction(
    () => client.accounts.addSender({ through: account.id, address }),
    (row) => {
      void queries.invalidateQueries({ queryKey: ['accounts'] });
      announce(`${row.address} can be chosen under From.`);
      close();
    },
  );
  const allow = useSignIn(account.address, () => add.run(undefined), ['shared']);

  function close(): void {
    allow.cancel();
    add.forget();
    setAddress('');
    onClose();
  }

  return (
    <Dialog
      title="Send from another mailbox"
      isOpen={isOpen}
      onClose={close}
      command={commands['accounts.addSender'](account.address, address)}
      actions={
        <>
          <Button look="primary" isPending={add.isRunning} onPress={() => add.run(undefined)}>
            Check and add
          </Button>
          <Button onPress={close}>Cancel</Button>
        </>
      }
    >
      <p>
        A mailbox that was shared with you, or an address that you may send as. Mailroom tries what you may do there
        with a draft that it deletes again. Nothing is sent.
      </p>
      <Field label="Address" value={address} onChange={setAddress} placeholder="team@example.com" autoFocus />
      {add.fault === null ? null : (
        <FaultNote fault={add.fault}>
          {add.fault.error.error_code === 'delegation_not_allowed' ? (
            <SignInProgress signIn={allow} address={account.address} label="Allow it" canUseCode={false} />
          ) : null}
        </FaultNote>
      )}
    </Dialog>
  );
}
