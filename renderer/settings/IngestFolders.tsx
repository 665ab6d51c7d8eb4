import { useState, type ReactElement } from 'react';
import type { AccountRow } from '../../contract/accounts.ts';
import type { FollowedFolder } from '../../contract/ingest.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAccounts } from '../app/use-accounts.ts';
import { useAction } from '../app/use-action.ts';
import { useNow } from '../app/use-now.ts';
import { FollowForm } from '../files/FollowForm.tsx';
import { backlogWords, folderWords, pausedWords, scopeWords } from '../files/ingest-words.ts';
import { useIngestStatus } from '../files/ingest-state.ts';
import { shownText } from '../files/shown-text.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { countWords } from '../ui/format/count-words.ts';

/** Which folders are followed, how far each of them is, and following others. */
export function IngestFolders(): ReactElement {
  const status = useIngestStatus();
  const accounts = (useAccounts() ?? []).filter(({ delegation }) => delegation === undefined);
  const nowMs = useNow(10_000);
  const client = useClient();
  const [adding, setAdding] = useState<AccountRow | null>(null);
  const check = useAction(
    () => client.ingest.checkNow({ account: null }),
    ({ folders }) => announce(`Looking into ${countWords(folders, 'folder')}`),
  );
  const folders = status?.folders ?? [];
  return (
    <div className="ingest">
      {status?.pausedFor === undefined || status.pausedFor === null ? null : (
        <p className="ingest-paused">{pausedWords(status.pausedFor)}</p>
      )}
      <ul className="accounts" aria-label="Followed folders">
        {folders.map((folder) => (
          <Folder key={`${folder.account} ${folder.folder}`} folder={folder} nowMs={nowMs} />
        ))}
      </ul>
      {folders.length === 0 ? <p className="ingest-none">No folder is followed, so no file is collected.</p> : null}
      <div className="ingest-actions">
        {accounts.map((account) => (
          <Button key={account.id} onPress={() => setAdding(account)}>
            {accounts.length === 1 ? 'Follow a folder…' : `Follow a folder of ${account.address}…`}
          </Button>
        ))}
        {folders.length === 0 ? null : (
          <Button
            look="quiet"
            isPending={check.isRunning}
            onPress={() => check.run(undefined)}
            command={commands['ingest.checkNow']()}
          >
            Check now
          </Button>
        )}
      </div>
      {check.fault === null ? null : <FaultNote fault={check.fault} />}
      <Dialog
        title={`Collect files of ${adding?.address ?? ''}`}
        isOpen={adding !== null}
        onClose={() => setAdding(null)}
        size="wide"
      >
        {adding === null ? null : (
          <FollowForm
            account={adding}
            onFollowed={(name) => {
              setAdding(null);
              announce(`Files of ${shownText(name)} are being collected`);
            }}
          >
            <Button onPress={() => setAdding(null)}>Cancel</Button>
          </FollowForm>
        )}
      </Dialog>
    </div>
  );
}

function Folder({ folder, nowMs }: { readonly folder: FollowedFolder; readonly nowMs: number }): ReactElement {
  const client = useClient();
  const [isAsking, setIsAsking] = useState(false);
  const unfollow = useAction(
    () => client.ingest.unfollow({ account: folder.account, folder: folder.folder }),
    () => announce(`${shownText(folder.name)} is followed no more`),
  );
  const { words, tone } = folderWords(folder, nowMs);
  const command = commands['ingest.unfollow'](folder.mailbox, folder.folder);
  return (
    <li className="account">
      <span className="account-spine" aria-hidden />
      <span>
        <b>{shownText(folder.name)}</b>
        <span className="account-facts">
          {`${folder.mailbox}, ${scopeWords(folder, nowMs).toLowerCase()}. ${backlogWords(folder, nowMs)}.`}
        </span>
      </span>
      <span className="tone" data-tone={tone}>
        {words}
      </span>
      <Button label={`Stop following ${shownText(folder.name)}`} onPress={() => setIsAsking(true)} command={command}>
        Stop…
      </Button>
      {unfollow.fault === null ? null : <FaultNote fault={unfollow.fault} />}
      <Dialog
        role="alertdialog"
        title={`Stop collecting from ${shownText(folder.name)}?`}
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        command={command}
        actions={
          <>
            <Button
              look="danger"
              onPress={() => {
                setIsAsking(false);
                unfollow.run(undefined);
              }}
            >
              Stop collecting
            </Button>
            <Button onPress={() => setIsAsking(false)} autoFocus>
              Go on
            </Button>
          </>
        }
      >
        <p>Every file that is here stays, and nothing in the mailbox changes. You can follow the folder again later.</p>
      </Dialog>
    </li>
  );
}
