import { CircleHelp } from 'lucide-react';
import type { ReactElement, RefObject } from 'react';
import type { JobFilter } from '../../contract/jobs.ts';
import { useShellStatus } from '../app/use-shell-status.ts';
import { keysOf } from '../app/use-shortcut.ts';
import { Choice } from '../ui/Choice.tsx';
import { formatCount } from '../ui/format/count-words.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { AllJobs } from './AllJobs.tsx';
import { Causes } from './Causes.tsx';
import { JobsFilter } from './JobsFilter.tsx';
import type { JobsAsk } from './jobs-ask.ts';
import { ask, type JobsTab, useJobsQuestion } from './jobs-question.ts';
import type { OpenPlace } from './open-place.ts';
import { ReplayRows } from './ReplayRows.tsx';
import { useJobTotals } from './use-jobs-feed.ts';
import { useJobsRights } from './use-jobs-rights.ts';

export interface JobsListingProps {
  readonly regionRef: RefObject<HTMLElement | null>;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly filter: JobFilter;
  readonly problem: string | null;
  readonly place: OpenPlace;
  readonly opensByArrow: boolean;
  readonly onOpen: (place: OpenPlace) => void;
  readonly onAsk: (ask: JobsAsk) => void;
  readonly onExplain: () => void;
}

/** The list column: search, which of the three lists, what is being replayed, and the list. */
export function JobsListing(props: JobsListingProps): ReactElement {
  const { filter, problem } = props;
  const { tab, typed } = useJobsQuestion();
  const open = useJobTotals().totals?.open ?? 0;
  const { words: rightsWords } = useJobsRights();
  const isOffline = useShellStatus()?.network === 'offline';
  const tabs = [
    { value: 'causes', words: 'By cause' },
    { value: 'all', words: 'All' },
    { value: 'dead', words: open === 0 ? 'Dead letters' : `Dead letters ${formatCount(open)}` },
  ] as const;
  function choose(next: JobsTab): void {
    ask({ tab: next });
    // A cause is open only beside the causes.
    if (props.place.cause !== null) props.onOpen({ cause: null, job: props.place.job });
  }
  return (
    <section className="list-column jobs-listing" data-region="list" aria-label="Jobs" ref={props.regionRef}>
      <JobsFilter
        value={typed}
        onChange={(next) => ask({ typed: next })}
        problem={problem ?? otherLists(tab, filter)}
        inputRef={props.field}
      />
      <div className="jobs-tabs">
        <Choice label="Show" isLabelHidden value={tab} options={tabs} onChange={choose} />
        <IconButton
          icon={CircleHelp}
          label="What the words mean"
          keys={keysOf('stateWords')}
          onPress={props.onExplain}
        />
      </div>
      {isOffline ? <p className="jobs-offline">Offline: retries wait here and go on by themselves.</p> : null}
      {rightsWords === null ? null : <p className="jobs-rights">{rightsWords}</p>}
      <ReplayRows />
      {tab === 'causes' ? (
        <Causes
          filter={filter}
          open={props.place.cause}
          opensByArrow={props.opensByArrow}
          onOpen={(cause) => props.onOpen({ cause, job: null })}
        />
      ) : (
        <AllJobs
          key={tab}
          tab={tab}
          filter={filter}
          openId={props.place.job}
          opensByArrow={props.opensByArrow}
          onOpen={(job) => props.onOpen({ cause: null, job })}
          onAsk={props.onAsk}
        />
      )}
    </section>
  );
}

/** By cause counts what is open. */
function otherLists(tab: JobsTab, { states, fate }: JobFilter): string | null {
  const isForOthers = states !== undefined || fate !== undefined;
  return tab === 'causes' && isForOthers ? 'state: and fate: narrow the other two lists.' : null;
}
