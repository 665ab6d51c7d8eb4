import { useState, type ReactElement } from 'react';
import type { AccountRow } from '../../contract/accounts.ts';
import { commands } from '../app/commands.ts';
import { useOpenCommand } from '../app/use-copy-command.ts';
import { useShellStatus } from '../app/use-shell-status.ts';
import { Button } from '../ui/Button.tsx';
import { permissions } from './permissions.ts';
import { SetUpGuide } from './SetUpGuide.tsx';
import { SignInProgress } from './SignInProgress.tsx';
import { whyAgain } from './why-again.ts';
import { useSignIn } from './use-sign-in.ts';
import './sign-in.css';

export interface SignInPageProps {
  /** The one that has to be signed in again; null to connect another. */
  readonly account: AccountRow | null;
  readonly onSignedIn: () => void;
}

/** Shown while no mailbox is connected, to add one, or for the one that has to be signed in again. */
export function SignInPage({ account, onSignedIn }: SignInPageProps): ReactElement {
  const signIn = useSignIn(account?.address ?? null, onSignedIn);
  useOpenCommand(commands['accounts.signIn']({ address: account?.address ?? null }));
  const tenant = useShellStatus()?.tenant ?? null;
  const [isGuideOpen, setIsGuideOpen] = useState(false);
  const isSandbox = account === null ? tenant === 'sandbox' : account.cloud === 'sandbox';
  return (
    <section className="sign-in" data-region="detail" aria-labelledby="sign-in-title">
      <div className="sign-in-column">
        <p className="sign-in-brand">Mailroom</p>
        <h1 id="sign-in-title">
          {account === null ? 'Sends very large files by Microsoft 365 mail' : 'Sign in again'}
        </h1>
        <p className="sign-in-lead">
          {account === null
            ? 'Nothing goes twice, nothing is lost, nothing is vague.'
            : `${account.address}: ${whyAgain(account.signInReason)} Drafts and uploads wait.`}
        </p>
        {isSandbox ? <SandboxNotice /> : null}
        <SignInProgress
          signIn={signIn}
          address={account?.address ?? null}
          label={isSandbox ? 'Sign in to the sandbox tenant' : 'Sign in with Microsoft'}
          canUseCode={!isSandbox}
        />
        <div className="sign-in-permissions">
          <h2>What Mailroom asks for, and why</h2>
          <dl>
            {permissions.map(({ name, why }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{why}</dd>
              </div>
            ))}
          </dl>
          <p>It can reach nothing that you cannot reach. The sign-in is kept encrypted on this computer alone.</p>
        </div>
        <Button look="quiet" onPress={() => setIsGuideOpen(true)}>
          Connect your own Microsoft 365 tenant…
        </Button>
      </div>
      <SetUpGuide isOpen={isGuideOpen} onClose={() => setIsGuideOpen(false)} />
    </section>
  );
}

function SandboxNotice(): ReactElement {
  return (
    <p className="sign-in-sandbox">
      <strong>This is the sandbox tenant: fictional mailboxes on this computer.</strong> What you send stays here, so
      everything can be tried, failures too.
    </p>
  );
}
