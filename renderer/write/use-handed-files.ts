import { useEffect } from 'react';
import type { StructuredError } from '../../contract/errors.ts';
import { takeFilesOf } from '../app/handed-files.ts';
import type { DraftSession } from './draft/draft-session.ts';
import { changeIncoming } from './files/incoming-files.ts';

/** Attaches the files for which the system had this message begun, and says of each that was none. */
export function useHandedFiles(session: DraftSession | null): void {
  useEffect(() => {
    if (session === null) return;
    const files = takeFilesOf(session.store.getState().composition.id);
    if (files === null) return;
    session.attacher.paths(files.paths);
    for (const name of files.notFiles) refuse(session, name);
  }, [session]);
}

function refuse({ store }: DraftSession, name: string): void {
  const key = crypto.randomUUID();
  store.setState(({ incoming }) => {
    const begun = changeIncoming(incoming, { kind: 'began', key, name, sizeBytes: 0 });
    return { incoming: changeIncoming(begun, { kind: 'refused', key, error: notOnThisComputer }) };
  });
}

const notOnThisComputer: StructuredError = {
  error_code: 'source_missing',
  message: 'This is an address, not a file on this computer. It was not attached.',
  field: 'attachments',
  details: {},
  remediation: 'Save the file on this computer and attach it from there.',
  retriable: false,
};
