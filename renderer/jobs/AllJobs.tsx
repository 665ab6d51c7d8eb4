import { useMemo, type ReactElement } from 'react';
import type { JobId } from '../../contract/ids.ts';
import type { JobFilter } from '../../contract/jobs.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import { useShortcut } from '../app/use-shortcut.ts';
import { Empty } from '../ui/Empty.tsx';
import { countWords } from '../ui/format/count-words.ts';
import { Toggle } from '../ui/Toggle.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { isNarrowed } from './job-filter.ts';
import { noSelection } from './job-selection.ts';
import { JobList } from './JobList.tsx';
import type { JobsAsk } from './jobs-ask.ts';
import { ask, type JobsTab, useJobsQuestion } from './jobs-question.ts';
import { ListChanged } from './ListChanged.tsx';
import { PickedJobs } from './PickedJobs.tsx';
import { useJobPages } from './use-job-pages.ts';
import { useJobSelection } from './use-job-selection.ts';
import { useRetryInFocus } from './use-retry-in-focus.ts';

export interface AllJobsProps {
  readonly tab: Exclude<JobsTab, 'causes'>;
  readonly filter: JobFilter;
  readonly openId: JobId | null;
  readonly opensByArrow: boolean;
  readonly onOpen: (id: JobId) => void;
  readonly onAsk: (ask: JobsAsk) => void;
}

/** Every job, or the dead letters: those that failed last first. */
export function AllJobs(props: AllJobsProps): ReactElement {
  const { tab, filter, onAsk } = props;
  const { withDealtWith } = useJobsQuestion();
  const isDead = tab === 'dead';
  const wanted = useMemo<JobFilter>(
    () => (isDead ? { ...(withDealtWith ? {} : { fate: 'open' as const }), ...filter, states: ['dead'] } : filter),
    [isDead, withDealtWith, filter.text, filter.states, filter.cause, filter.kind, filter.mailbox, filter.fate],
  );
  const pages = useJobPages(wanted);
  const { rows, total } = pages;
  const [selection, setSelection] = useJobSelection(rows);
  const retry = useRetryInFocus();
  const fault = retry.fault ?? pages.fault;
  const clear = (): void => setSelection(noSelection);
  useShortcut('close', clear, selection.ids.size > 0);
  return (
    <>
      {fault === null ? null : (
        <div className="jobs-fault">
          <FaultNote fault={fault} />
        </div>
      )}
      {total === undefined ? (
        pages.fault === null ? (
          <Waiting words="Reading the jobs" />
        ) : null
      ) : (
        <>
          <div className="jobs-heading">
            <b>{countWords(total, isDead ? 'dead letter' : 'job')}</b>
            {isDead ? (
              <Toggle isOn={withDealtWith} onChange={(isOn) => ask({ withDealtWith: isOn })}>
                With those dealt with
              </Toggle>
            ) : (
              <span>last failed first</span>
            )}
          </div>
          <ListChanged pages={pages} />
          {total === 0 ? (
            <Empty words={isNarrowed(filter) ? 'No job matches.' : isDead ? 'No dead letters.' : 'No jobs yet.'} />
          ) : (
            <JobList
              label={isDead ? 'Dead letters' : 'All jobs'}
              name={`jobs ${tab}`}
              look="column"
              showsState={!isDead || withDealtWith}
              rows={rows}
              total={total}
              openId={props.openId}
              selection={selection}
              onSelect={setSelection}
              onOpen={props.onOpen}
              opensByArrow={props.opensByArrow}
              onMore={pages.more}
            />
          )}
          <PickedJobs
            rows={rows}
            selection={selection}
            filter={isDead && total > 0 ? { filter: wanted, isNarrowed: isNarrowed(filter) } : null}
            onClear={clear}
            onAsk={onAsk}
          />
        </>
      )}
    </>
  );
}
