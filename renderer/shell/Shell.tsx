import { Suspense, useEffect, type ReactElement } from 'react';
import { fetchedLater } from '../app/fetched-later.tsx';
import { goTo, leaveSignIn, useWindow, type Place } from '../app/location.ts';
import { ScreenBoundary } from '../app/ScreenBoundary.tsx';
import { useAccounts } from '../app/use-accounts.ts';
import { OutboxPage } from '../outbox/OutboxPage.tsx';
import { SettingsPage } from '../settings/SettingsPage.tsx';
import { SignInPage } from '../sign-in/SignInPage.tsx';
import { CommandMenu } from './CommandMenu.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { InternalOnlyRibbon } from './InternalOnlyRibbon.tsx';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { SidePanel } from './SidePanel.tsx';
import { StatusLine } from './StatusLine.tsx';
import { TransfersDrawer } from './TransfersDrawer.tsx';
import { useShellShortcuts } from './use-shell-shortcuts.ts';
import './Shell.css';

const FilesPage = fetchedLater(() => import('../files/FilesPage.tsx').then((file) => file.FilesPage));
const HealthPage = fetchedLater(() => import('../health/HealthPage.tsx').then((file) => file.HealthPage));
const MergePage = fetchedLater(() => import('../merge/MergePage.tsx').then((file) => file.MergePage));
const JobsPage = fetchedLater(() => import('../jobs/JobsPage.tsx').then((file) => file.JobsPage));
// The editor is the largest part of the window: it is loaded when somebody writes.
const WritePage = fetchedLater(() => import('../write/WritePage.tsx').then((file) => file.WritePage));

const placeNames: Readonly<Record<Place, string>> = {
  write: 'Write',
  outbox: 'Outbox',
  merge: 'Mail merge',
  files: 'Files',
  jobs: 'Jobs',
  health: 'Health',
  settings: 'Settings',
  signIn: 'Sign in',
};

/** The window: ribbon, rail, page, drawer and status line, and the layers above them. */
export function Shell(): ReactElement {
  useShellShortcuts();
  const place = useWindow(({ location }) => location.place);
  useEffect(() => {
    document.title = `${placeNames[place]} · Mailroom`;
  }, [place]);
  useEffect(() => {
    const idle = requestIdleCallback(JobsPage.fetchSoon);
    return () => cancelIdleCallback(idle);
  }, []);
  return (
    <div className="shell">
      <InternalOnlyRibbon />
      <ConnectionBanner />
      <div className="shell-middle">
        <Rail />
        <main className="shell-page">
          <ScreenBoundary key={place} place={placeNames[place]}>
            <Page />
          </ScreenBoundary>
        </main>
        <SidePanel />
      </div>
      <TransfersDrawer />
      <StatusLine />
      <Palette />
      <ShortcutSheet />
      <CommandMenu />
    </div>
  );
}

function Page(): ReactElement {
  const { place, id } = useWindow(({ location }) => location);
  const accounts = useAccounts();
  switch (place) {
    case 'write':
      return (
        <Suspense fallback={null}>
          <WritePage id={id} />
        </Suspense>
      );
    case 'outbox':
      return <OutboxPage id={id} onOpen={(next) => goTo('outbox', next)} />;
    case 'merge':
      return (
        <Suspense fallback={null}>
          <MergePage id={id} />
        </Suspense>
      );
    case 'files':
      return (
        <Suspense fallback={null}>
          <FilesPage id={id} onOpen={(next) => goTo('files', next)} />
        </Suspense>
      );
    case 'jobs':
      return (
        <Suspense fallback={null}>
          <JobsPage id={id} onOpen={(next) => goTo('jobs', next)} />
        </Suspense>
      );
    case 'health':
      return (
        <Suspense fallback={null}>
          <HealthPage />
        </Suspense>
      );
    case 'settings':
      return <SettingsPage />;
    case 'signIn':
      return <SignInPage account={accounts?.find((account) => account.id === id) ?? null} onSignedIn={leaveSignIn} />;
  }
}
