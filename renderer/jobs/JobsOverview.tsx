import type { ReactElement } from 'react';
import { shownJobStates } from '../../contract/jobs.ts';
import { commands } from '../app/commands.ts';
import { useConnectionState } from '../app/connection.tsx';
import { KeyList, type KeyListProps } from '../app/KeyList.tsx';
import { useOpenCommand } from '../app/use-copy-command.ts';
import { useNow } from '../app/use-now.ts';
import { formatCount } from '../ui/format/count-words.ts';
import { formatTime } from '../ui/format/format-time.ts';
import { DaysStrip } from './DaysStrip.tsx';
import { isFirstUse, jobsVerdict } from './empty-words.ts';
import { stateMeanings } from './job-words.ts';
import { useJobTotals } from './use-jobs-feed.ts';

const keys: KeyListProps['keys'] = [
  { id: 'filter', words: 'Search jobs' },
  { id: 'stateWords', words: 'What the words mean' },
  { id: 'retry', words: 'Retry the job in focus' },
];

/** What stands beside the list while nothing is open: how things stand, how the last days went, and the keys. */
export function JobsOverview(): ReactElement | null {
  const nowMs = useNow(15_000);
  const isConnected = useConnectionState() === 'connected';
  const { totals, atMs } = useJobTotals();
  useOpenCommand(commands['jobs.causes']());
  if (totals === undefined) return null;
  return (
    <div className="nothing-open jobs-overview">
      <p>
        {isFirstUse(totals) ? 'No jobs yet. What fails shows up here, by its cause.' : jobsVerdict(totals, nowMs)}
        {isConnected ? '' : ` As of ${formatTime(new Date(atMs).toISOString(), nowMs)}.`}
      </p>
      <DaysStrip days={totals.days} />
      <div className="jobs-tables">
        <dl aria-label="Jobs by state">
          {shownJobStates.map((state) => (
            <div key={state}>
              <dt>{stateMeanings[state].word}</dt>
              <dd>{formatCount(totals.byState[state])}</dd>
            </div>
          ))}
        </dl>
        <KeyList label="Keys" keys={keys} />
      </div>
    </div>
  );
}
