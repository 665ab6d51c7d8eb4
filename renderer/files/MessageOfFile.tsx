import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactElement } from 'react';
import type { FileRow } from '../../contract/files.ts';
import { useClient } from '../app/connection.tsx';
import { MailBody } from '../preview/MailBody.tsx';
import { Button } from '../ui/Button.tsx';
import { ask, useFilesQuestion } from './files-question.ts';
import { whereOf } from './file-words.ts';
import { shownText } from './shown-text.ts';

/** Somebody who walks through the list does not read every letter. */
const restMs = 250;

/** The message that brought the file: its text, once somebody asks for it, and the other files that came with it. */
export function MessageOfFile({
  row,
  onOpen,
}: {
  readonly row: FileRow;
  readonly onOpen: (row: FileRow) => void;
}): ReactElement {
  const isShown = useFilesQuestion(({ withMessage }) => withMessage);
  return (
    <section className="file-message" aria-label="Message">
      <Button look="quiet" onPress={() => ask({ withMessage: !isShown })}>
        {isShown ? 'Hide the message' : 'Show the message'}
      </Button>
      {isShown ? <Message key={row.id} row={row} onOpen={onOpen} /> : null}
    </section>
  );
}

function Message({
  row,
  onOpen,
}: {
  readonly row: FileRow;
  readonly onOpen: (row: FileRow) => void;
}): ReactElement | null {
  const client = useClient();
  const isRested = useRest();
  const body = useQuery({
    queryKey: ['files.siblings', row.id],
    queryFn: async () => (await client.files.body({ id: row.id })).files,
    enabled: isRested,
  });
  if (!isRested) return null;
  const others = (body.data ?? []).filter(({ id, isInline }) => id !== row.id && !isInline);
  return (
    <>
      <MailBody fileId={row.id} />
      {others.length === 0 ? null : (
        <ul className="file-siblings" aria-label="Other files of this message">
          {others.map((other) => (
            <li key={other.id}>
              <Button look="quiet" onPress={() => onOpen(other)}>
                {shownText(other.name)}
              </Button>
              <span className="tone" data-tone={whereOf(other).tone}>
                {whereOf(other).words}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function useRest(): boolean {
  const [isRested, setIsRested] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setIsRested(true), restMs);
    return () => window.clearTimeout(timer);
  }, []);
  return isRested;
}
