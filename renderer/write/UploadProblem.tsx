import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { FaultNote } from '../app/FaultNote.tsx';
import { Button } from '../ui/Button.tsx';
import type { DraftSession } from './draft/draft-session.ts';

/** Why the mailbox did not take the draft or its files; nothing is tried again before a person says so. */
export function UploadProblem({ session }: { readonly session: DraftSession }): ReactElement | null {
  const problem = useStore(session.store, ({ composition }) => composition.problem);
  if (problem === null) return null;
  return (
    <FaultNote fault={{ error: problem, correlationId: null }}>
      <Button look="quiet" onPress={() => void session.resume()}>
        Try again
      </Button>
    </FaultNote>
  );
}
