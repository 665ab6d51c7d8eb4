import type { ReactElement } from 'react';
import { useIngestFeed } from '../files/ingest-state.ts';
import { useHealthFeed } from '../health/health-state.ts';
import { useJobsFeed } from '../jobs/use-jobs-feed.ts';
import { useOutboxFeed } from '../outbox/use-outbox-feed.ts';
import { ConnectionBanner } from '../shell/ConnectionBanner.tsx';
import { Shell } from '../shell/Shell.tsx';
import { Starting } from '../shell/Starting.tsx';
import { SignInPage } from '../sign-in/SignInPage.tsx';
import { LiveRegion } from '../ui/LiveRegion.tsx';
import { leaveSignIn } from './location.ts';
import { useAccounts } from './use-accounts.ts';
import { useDesktopCommands } from './use-desktop-commands.ts';
import { useNotices } from './use-notices.ts';
import { usePowerReport } from './use-power-report.ts';
import { useStatusFeed } from './use-shell-status.ts';

/** Starting, then signing in where nobody is, then the window. */
export function App(): ReactElement {
  useStatusFeed();
  useOutboxFeed();
  useIngestFeed();
  useJobsFeed();
  useHealthFeed();
  useDesktopCommands();
  usePowerReport();
  useNotices();
  const accounts = useAccounts();
  return (
    <>
      {accounts === undefined ? <Starting /> : accounts.length === 0 ? <FirstSignIn /> : <Shell />}
      <LiveRegion />
    </>
  );
}

function FirstSignIn(): ReactElement {
  return (
    <div className="first-sign-in">
      <ConnectionBanner />
      <main>
        <SignInPage account={null} onSignedIn={leaveSignIn} />
      </main>
    </div>
  );
}
