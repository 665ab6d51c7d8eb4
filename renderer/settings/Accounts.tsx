import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { AccountRow } from '../../contract/accounts.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { goTo } from '../app/location.ts';
import { useAccounts } from '../app/use-accounts.ts';
import { useAction } from '../app/use-action.ts';
import { useOutboxRows } from '../outbox/outbox-rows.ts';
import { Button } from '../ui/Button.tsx';
import { Senders } from './Senders.tsx';
import { SignOutDialog } from './SignOutDialog.tsx';
import { unsentOf } from './unsent.ts';

/** The mailboxes that Mailroom works for. */
export function Accounts(): ReactElement {
  const accounts = useAccounts() ?? [];
  return (
    <>
      <ul className="accounts">
        {accounts
          .filter(({ delegation }) => delegation === undefined)
          .map((account) => (
            <Account
              key={account.id}
              account={account}
              senders={accounts.filter(({ delegation }) => delegation?.through === account.id)}
            />
          ))}
      </ul>
      <div className="accounts-add">
        <Button onPress={() => goTo('signIn')} command={commands['accounts.signIn']({})}>
          Add an account…
        </Button>
      </div>
    </>
  );
}

function Account({
  account,
  senders,
}: {
  readonly account: AccountRow;
  readonly senders: readonly AccountRow[];
}): ReactElement {
  const client = useClient();
  const queries = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const byId = useOutboxRows((rows) => rows.byId);
  const unsent = unsentOf(
    byId.values().map(({ row }) => row),
    account.id,
  );
  const signOut = useAction(
    (evenIfUnsent: boolean) => client.accounts.signOut({ account: account.id, evenIfUnsent }),
    () => void queries.invalidateQueries({ queryKey: ['accounts'] }),
  );
  const isWaiting = account.state === 'signInNeeded';
  return (
    <li className="account">
      <span className="account-spine" aria-hidden />
      <span>
        <b>{account.name ?? account.address}</b>
        <span className="account-facts">
          {account.address}, {account.cloud === 'sandbox' ? 'sandbox tenant' : `tenant ${account.tenant}`}
        </span>
      </span>
      <span className="tone" data-tone={isWaiting ? 'brick' : 'moss'}>
        {isWaiting ? 'Sign-in needed' : 'Connected'}
      </span>
      {isWaiting ? (
        <Button
          onPress={() => goTo('signIn', account.id)}
          command={commands['accounts.signIn']({ address: account.address })}
        >
          Sign in
        </Button>
      ) : null}
      <Button onPress={() => setIsAsking(true)} command={commands['accounts.signOut'](account.address, false)}>
        Sign out…
      </Button>
      {signOut.fault === null ? null : <FaultNote fault={signOut.fault} />}
      <div className="account-senders">
        <Senders account={account} senders={senders} />
      </div>
      <SignOutDialog
        account={account}
        unsent={unsent}
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => {
          setIsAsking(false);
          signOut.run(unsent.length > 0);
        }}
      />
    </li>
  );
}
