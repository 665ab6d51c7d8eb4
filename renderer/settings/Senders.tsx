import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { AccountRow } from '../../contract/accounts.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { CheckSender } from '../write/CheckSender.tsx';
import { senderVerdict } from '../write/sender-verdict.ts';
import { AddSenderDialog } from './AddSenderDialog.tsx';

/** The addresses that one account sends from besides its own, each with what may be done there. */
export function Senders(props: {
  readonly account: AccountRow;
  readonly senders: readonly AccountRow[];
}): ReactElement {
  const [isAdding, setIsAdding] = useState(false);
  return (
    <>
      {props.senders.length === 0 ? null : (
        <ul className="accounts" aria-label={`Sent from through ${props.account.address}`}>
          {props.senders.map((sender) => (
            <Sender key={sender.id} sender={sender} />
          ))}
        </ul>
      )}
      <Button look="quiet" onPress={() => setIsAdding(true)}>
        Send from another mailbox…
      </Button>
      <AddSenderDialog account={props.account} isOpen={isAdding} onClose={() => setIsAdding(false)} />
    </>
  );
}

function Sender({ sender }: { readonly sender: AccountRow }): ReactElement {
  const client = useClient();
  const queries = useQueryClient();
  const remove = useAction(
    () => client.accounts.removeSender({ id: sender.id }),
    () => void queries.invalidateQueries({ queryKey: ['accounts'] }),
  );
  const { words, tone } = senderVerdict(sender);
  return (
    <li className="account">
      <span className="account-spine" aria-hidden />
      <span>
        <b>{sender.name ?? sender.address}</b>
        <span className="account-facts" data-tone={tone}>
          {sender.name === null ? '' : `${sender.address}. `}
          {words}
        </span>
      </span>
      <CheckSender account={sender} />
      <Button
        look="quiet"
        label={`Remove ${sender.address}`}
        onPress={() => remove.run(undefined)}
        command={commands['accounts.removeSender'](sender.address)}
      >
        Remove
      </Button>
      {remove.fault === null ? null : <FaultNote fault={remove.fault} />}
    </li>
  );
}
