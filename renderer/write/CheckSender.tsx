import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { AccountRow } from '../../contract/accounts.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { useNow } from '../app/use-now.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { formatTime } from '../ui/format/format-time.ts';

/** When the mailbox was last asked what may be done there, and the way to ask again. Nothing is sent. */
export function CheckSender({ account }: { readonly account: AccountRow }): ReactElement | null {
  const client = useClient();
  const queries = useQueryClient();
  const nowMs = useNow(60_000);
  const check = useAction(
    () => client.accounts.checkSender({ id: account.id }),
    () => {
      announce('Checked. Nothing was sent.');
      void queries.invalidateQueries({ queryKey: ['accounts'] });
    },
  );
  const { delegation } = account;
  if (delegation === undefined) return null;
  const { checkedAt } = delegation;
  return (
    <>
      <span className="from-verdict">
        {checkedAt === null ? 'Not checked yet.' : `Checked ${formatTime(checkedAt, nowMs)}.`}
      </span>
      <Button
        look="quiet"
        label={`Check again what you may do in ${account.address}`}
        isPending={check.isRunning}
        command={commands['accounts.checkSender'](account.address)}
        onPress={() => check.run(undefined)}
      >
        Check again
      </Button>
      {check.fault === null ? null : <FaultNote fault={check.fault} />}
    </>
  );
}
