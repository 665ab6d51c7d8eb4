import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { FaultNote } from '../app/FaultNote.tsx';
import { sizeKinds } from './check/check-line.ts';
import { Button } from '../ui/Button.tsx';
import { copyText } from '../app/copy-text.ts';
import { isOfDelegation, requestForIt } from './delegation-words.ts';
import type { DraftSession } from './draft/draft-session.ts';
import { AllowDrive } from './files/AllowDrive.tsx';

/** Why the mailbox did not take the draft or its files; nothing is tried again before a person says so. */
export function UploadProblem({
  session,
  address,
  onSendAsMe,
}: {
  readonly session: DraftSession;
  /** The mailbox that it goes from. */
  readonly address: string;
  /** Sends it from the account behind the mailbox; null where it is that account's own already. */
  readonly onSendAsMe: (() => void) | null;
}): ReactElement | null {
  const { problem, findings, files } = useStore(session.store, ({ composition }) => composition);
  // The check line says the same with what can be done about it.
  const isSaid = findings.some(({ kind }) => sizeKinds.includes(kind));
  if (problem === null || (isSaid && problem.error_code === 'provider_payload_too_large')) return null;
  const link = problem.error_code.startsWith('drive_') ? files.find(({ path }) => path === 'link') : undefined;
  return (
    <FaultNote fault={{ error: problem, correlationId: null }}>
      {problem.error_code === 'drive_consent_needed' ? (
        <AllowDrive address={address} onAllowed={() => void session.resume()} />
      ) : null}
      {link === undefined ? null : (
        <Button look="quiet" onPress={() => void session.link(link.file, false)}>
          Attach instead
        </Button>
      )}
      {onSendAsMe === null || !isOfDelegation(problem.error_code) ? null : (
        <>
          <Button look="quiet" onPress={onSendAsMe}>
            Send from my mailbox
          </Button>
          <Button look="quiet" onPress={() => copyText(requestForIt(problem), 'Request copied')}>
            Copy request for IT
          </Button>
        </>
      )}
      <Button look="quiet" onPress={() => void session.resume()}>
        Try again
      </Button>
    </FaultNote>
  );
}
