import type { ReactElement } from 'react';
import { SignInProgress } from '../../sign-in/SignInProgress.tsx';
import { useSignIn } from '../../sign-in/use-sign-in.ts';

export interface AllowDriveProps {
  /** The mailbox that the permission is for. */
  readonly address: string;
  readonly onAllowed: () => void;
}

/** Asks for the permission that links need, at the moment when it is first needed. */
export function AllowDrive({ address, onAllowed }: AllowDriveProps): ReactElement {
  const signIn = useSignIn(address, onAllowed, ['drive']);
  return <SignInProgress signIn={signIn} address={address} label="Allow OneDrive" canUseCode={false} />;
}
