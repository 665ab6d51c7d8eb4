import type { ReactElement } from 'react';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { goTo } from '../app/location.ts';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { countWords } from '../ui/format/count-words.ts';
import { backlogWords, folderWords, pausedWords } from './ingest-words.ts';
import { useIngestStatus } from './ingest-state.ts';
import { shownText } from './shown-text.ts';

const mostShown = 6;

/** Behind the clause of the status line: each folder, how far it is, and looking now. */
export function IngestExplained({
  nowMs,
  onLeave,
}: {
  readonly nowMs: number;
  readonly onLeave: () => void;
}): ReactElement | null {
  const client = useClient();
  const status = useIngestStatus();
  const check = useAction(
    () => client.ingest.checkNow({ account: null }),
    ({ folders }) => announce(`Looking into ${countWords(folders, 'folder')}`),
  );
  if (status === null) return null;
  const { folders, pausedFor } = status;
  return (
    <>
      {pausedFor === null ? null : <p>{pausedWords(pausedFor)}</p>}
      {folders.slice(0, mostShown).map((folder) => (
        <p key={`${folder.account} ${folder.folder}`}>
          {`${shownText(folder.name)} of ${folder.mailbox}: ${folderWords(folder, nowMs).words}.`}
          {folder.backlog === 0 ? '' : ` ${backlogWords(folder, nowMs)}.`}
        </p>
      ))}
      {folders.length > mostShown ? <p>{`and ${countWords(folders.length - mostShown, 'more folder')}`}</p> : null}
      <div className="status-actions">
        <Button
          isPending={check.isRunning}
          onPress={() => check.run(undefined)}
          command={commands['ingest.checkNow']()}
        >
          Check now
        </Button>
        <Button
          onPress={() => {
            onLeave();
            goTo('settings');
          }}
        >
          Folders…
        </Button>
      </div>
    </>
  );
}
