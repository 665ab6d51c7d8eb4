import type { ReactElement } from 'react';
import type { AccountRow } from '../../contract/accounts.ts';
import { announce } from '../ui/announce.ts';
import { FollowForm } from './FollowForm.tsx';
import { shownText } from './shown-text.ts';

/** Nothing is followed yet: what happens, in plain words, and the choice for each mailbox. */
export function FirstUse({ accounts }: { readonly accounts: readonly AccountRow[] }): ReactElement {
  return (
    <section className="files-first" data-region="detail" aria-label="Collect files" tabIndex={0}>
      <h1>Collect the files that come by mail</h1>
      <p>
        Mailroom looks into the folders that you choose, now and every five minutes, and keeps each attached file on
        this computer, checked and easy to find. Nothing in the mailbox is changed, moved or marked as read. You can
        stop at any time; what is here stays.
      </p>
      {accounts.map((account) => (
        <div key={account.id} className="files-first-account">
          <h2>{account.address}</h2>
          <FollowForm
            account={account}
            onFollowed={(name) => announce(`Files of ${shownText(name)} are being collected`)}
          />
        </div>
      ))}
    </section>
  );
}
