import type { ReactElement, ReactNode } from 'react';
import type { ShellStatus } from '../../contract/shell.ts';
import { useConnectionState } from '../app/connection.tsx';
import { goTo, showSandbox, toggleDrawer } from '../app/location.ts';
import { IngestExplained } from '../files/IngestExplained.tsx';
import { useIngestStatus } from '../files/ingest-state.ts';
import { useNow } from '../app/use-now.ts';
import { useShellStatus } from '../app/use-shell-status.ts';
import { Button } from '../ui/Button.tsx';
import { Explained } from '../ui/Explained.tsx';
import { formatTime } from '../ui/format/format-time.ts';
import { PauseForSome } from './PauseForSome.tsx';
import { waitWords } from './wait-words.ts';
import { statusClauses, type ClauseId } from './status-clauses.ts';
import { pauseOrResumeCommand, usePauseOrResume } from './use-shell-shortcuts.ts';
import './StatusLine.css';

/** One sentence of fact; each clause is a button to its explanation. */
export function StatusLine(): ReactElement {
  const status = useShellStatus();
  const nowMs = useNow();
  const clauses = statusClauses(status, useConnectionState(), nowMs, useIngestStatus());
  return (
    <footer className="status" data-region="status" aria-label="Status">
      {clauses.map(({ id, words, tone }) => (
        <Explained key={id} className="status-clause tone" tone={tone} clause={words} title={titles[id]}>
          {(close) =>
            status === null ? <p>{safeWords}</p> : <Explanation id={id} status={status} nowMs={nowMs} onLeave={close} />
          }
        </Explained>
      ))}
    </footer>
  );
}

const safeWords = 'Everything queued is safe on disk. The window connects again by itself.';

const titles: Readonly<Record<ClauseId, string>> = {
  connection: 'The engine does not answer',
  account: 'Mailboxes',
  moving: 'Transfers',
  large: 'Large files',
  wait: 'Paced by Microsoft 365',
  ingest: 'Files that come by mail',
  worker: 'The worker',
  network: 'The network',
  tenant: 'Sandbox tenant',
};

interface ExplanationProps {
  readonly id: ClauseId;
  readonly status: ShellStatus;
  readonly nowMs: number;
  readonly onLeave: () => void;
}

function Explanation({ id, status, nowMs, onLeave }: ExplanationProps): ReactNode {
  const pauseOrResume = usePauseOrResume();
  const leaveTo = (act: () => void) => () => {
    onLeave();
    act();
  };
  switch (id) {
    case 'connection':
      return <p>{safeWords}</p>;
    case 'account':
      return (
        <>
          {status.accounts.map((account) => (
            <p key={account.id}>
              {account.address}
              {account.signInNeeded ? ': drafts and uploads wait until you sign in again.' : ': connected.'}
            </p>
          ))}
          <div>
            <Button onPress={leaveTo(() => goTo('settings'))}>Accounts…</Button>
          </div>
        </>
      );
    case 'moving':
      return (
        <>
          <p>Counted is only what the server has confirmed. Microsoft 365 takes one piece of a file after the other.</p>
          <div className="status-actions">
            <Button onPress={leaveTo(toggleDrawer)}>Show transfers</Button>
            <Button onPress={pauseOrResume} command={pauseOrResumeCommand(status)}>
              {status.paused ? 'Resume all' : 'Pause all'}
            </Button>
          </div>
          <PauseForSome status={status} nowMs={nowMs} />
        </>
      );
    case 'large':
      return (
        <>
          <p>
            {status.largeWaitFor.includes('battery')
              ? 'This machine runs on a low battery, so large files wait until it is plugged in.'
              : 'The system says that data is to be saved here, so large files wait for another network.'}{' '}
            Small mail goes on. Settings say from when.
          </p>
          <div>
            <Button onPress={leaveTo(() => goTo('settings'))}>Settings…</Button>
          </div>
        </>
      );
    case 'wait':
      return status.waits.map((wait) => (
        <p key={`${wait.account} ${wait.until}`}>
          {waitWords(wait.because)} Continues at {formatTime(wait.until, nowMs)}. Nothing to do.
        </p>
      ));
    case 'ingest':
      return <IngestExplained nowMs={nowMs} onLeave={onLeave} />;
    case 'worker':
      return status.workerSeenAt === null ? (
        <p>
          No worker is running, so nothing moves. What is queued is safe and continues when one starts
          {status.workerTriesAgainAt === null
            ? '.'
            : `; the next try is at ${formatTime(status.workerTriesAgainAt, nowMs)}.`}
        </p>
      ) : (
        <p>The worker does what is queued, one step after the other. It last looked for work at that time.</p>
      );
    case 'network':
      return status.network === 'offline' ? (
        <p>The last requests got no answer from Microsoft 365. Everything waits and continues by itself.</p>
      ) : (
        <p>The last requests reached Microsoft 365. This is known from them, not from a switch of the system.</p>
      );
    case 'tenant':
      return (
        <>
          <p>
            Mail goes to fictional mailboxes on this computer and nowhere else. Faults can be caused to see what
            happens.
          </p>
          <div>
            <Button onPress={leaveTo(() => showSandbox(true))}>Open the sandbox panel</Button>
          </div>
        </>
      );
  }
}
