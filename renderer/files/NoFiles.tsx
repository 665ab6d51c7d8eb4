import type { ReactElement } from 'react';
import type { IngestStatus } from '../../contract/ingest.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { countWords } from '../ui/format/count-words.ts';
import { formatTime } from '../ui/format/format-time.ts';
import { ask } from './files-question.ts';
import { lastLook } from './ingest-words.ts';

/** Folders are followed and nothing came yet. */
export function NoFiles({ status, nowMs }: { readonly status: IngestStatus; readonly nowMs: number }): ReactElement {
  const client = useClient();
  const check = useAction(
    () => client.ingest.checkNow({ account: null }),
    ({ folders }) => announce(`Looking into ${countWords(folders, 'folder')}`),
  );
  const lookedAt = lastLook(status);
  const isReading = status.folders.some(({ phase }) => phase !== 'steady');
  const words =
    lookedAt === null || isReading
      ? 'No files yet. The folder is being read for the first time.'
      : `No files yet. The worker last looked at ${formatTime(lookedAt, nowMs)}.`;
  return (
    <Empty words={words}>
      <Button onPress={() => check.run(undefined)} isPending={check.isRunning} command={commands['ingest.checkNow']()}>
        Check now
      </Button>
      {check.fault === null ? null : <FaultNote fault={check.fault} />}
    </Empty>
  );
}

/** Nothing is what was looked for. */
export function NoMatch(): ReactElement {
  return (
    <Empty words="No file matches.">
      <Button onPress={() => ask({ text: '' })}>Show all files</Button>
    </Empty>
  );
}
