import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useState, type ReactElement } from 'react';
import type { AccountRow } from '../../contract/accounts.ts';
import type { Signature } from '../../contract/signatures.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { fetchedLater } from '../app/fetched-later.tsx';
import { useAccounts } from '../app/use-accounts.ts';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import './stationery.css';

/** With the editor, which the first screen does without. */
const SignatureForm = fetchedLater(() => import('./SignatureForm.tsx').then((file) => file.SignatureForm));

interface Editing {
  readonly account: AccountRow;
  /** Null for a new one. */
  readonly signature: Signature | null;
}

/** What ends the messages of each mailbox. */
export function Signatures(): ReactElement {
  useEffect(() => SignatureForm.fetchSoon(), []);
  const client = useClient();
  const queries = useQueryClient();
  const accounts = useAccounts() ?? [];
  const { data: signatures = [] } = useQuery({
    queryKey: ['signatures', 'all'],
    queryFn: () => client.signatures.list({ account: null }),
  });
  const [editing, setEditing] = useState<Editing | null>(null);
  const changed = () => void queries.invalidateQueries({ queryKey: ['signatures'] });
  const remove = useAction(
    ({ id }: Signature) => client.signatures.remove({ id }),
    () => {
      changed();
      announce('Signature deleted. Messages that have it keep it.');
    },
  );
  return (
    <>
      <ul className="accounts" aria-label="Signatures">
        {signatures.map((signature) => {
          const account = accounts.find(({ id }) => id === signature.account);
          return (
            <li key={signature.id} className="account">
              <span className="account-spine" aria-hidden />
              <span>
                <b>{signature.name}</b>
                <span className="account-facts">
                  {account?.address ?? 'a mailbox that is not connected'}, {belowWords(signature)}
                </span>
              </span>
              {account === undefined ? null : (
                <Button label={`Change ${signature.name}`} onPress={() => setEditing({ account, signature })}>
                  Change…
                </Button>
              )}
              <Button
                look="quiet"
                label={`Delete ${signature.name}`}
                onPress={() => remove.run(signature)}
                command={commands['signatures.remove'](account?.address ?? null, signature.name)}
              >
                Delete
              </Button>
            </li>
          );
        })}
      </ul>
      {remove.fault === null ? null : <FaultNote fault={remove.fault} />}
      <div className="stationery-actions">
        {accounts.map((account) => (
          <Button key={account.id} onPress={() => setEditing({ account, signature: null })}>
            {accounts.length === 1 ? 'New signature…' : `New signature for ${account.address}…`}
          </Button>
        ))}
      </div>
      <Dialog
        title={editing?.signature === null ? 'New signature' : 'Change the signature'}
        isOpen={editing !== null}
        onClose={() => setEditing(null)}
        size="wide"
      >
        <Suspense fallback={<p>Fetching the editor.</p>}>
          {editing === null ? null : (
            <SignatureForm
              {...editing}
              isFirst={!signatures.some((signature) => signature.account === editing.account.id)}
              onSaved={({ name }) => {
                setEditing(null);
                changed();
                announce(`Signature ${name} is saved`);
              }}
              onClose={() => setEditing(null)}
            />
          )}
        </Suspense>
      </Dialog>
    </>
  );
}

function belowWords({ forNew, forReplies }: Signature): string {
  if (forNew && forReplies) return 'below new messages and replies';
  if (forNew) return 'below new messages';
  return forReplies ? 'below replies' : 'where it is chosen';
}
