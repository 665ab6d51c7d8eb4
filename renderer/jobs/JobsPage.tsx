import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import type { JobId } from '../../contract/ids.ts';
import { useSettled } from '../app/use-settled.ts';
import { useShortcut } from '../app/use-shortcut.ts';
import { useIsNarrow } from '../outbox/use-is-narrow.ts';
import { DiscardMany } from './DiscardMany.tsx';
import { EditSheet } from './EditSheet.tsx';
import { readJobFilter } from './job-filter.ts';
import type { JobsAsk } from './jobs-ask.ts';
import { JobsDetail } from './JobsDetail.tsx';
import { JobsListing } from './JobsListing.tsx';
import { useJobsQuestion } from './jobs-question.ts';
import { type OpenPlace, readPlace, writePlace } from './open-place.ts';
import { ReplaySheet } from './ReplaySheet.tsx';
import { StateMeanings } from './StateMeanings.tsx';
import { WorkerGone } from './WorkerGone.tsx';
import '../ui/Columns.css';
import './JobsPage.css';

export interface JobsPageProps {
  /** What is open, as `open-place.ts` writes it, or null. */
  readonly id: string | null;
  readonly onOpen: (id: string | null) => void;
}

const typingMs = 150;

/** What failed and why, every job, and what can be done; in a narrow window what is open takes the place of the list. */
export function JobsPage({ id, onOpen }: JobsPageProps): ReactElement {
  const isNarrow = useIsNarrow();
  const place = readPlace(id);
  const typed = useSettled(
    useJobsQuestion((question) => question.typed),
    typingMs,
  );
  const { filter, problem } = useMemo(() => readJobFilter(typed), [typed]);
  const [asked, setAsked] = useState<JobsAsk | null>(null);
  const [isExplained, setIsExplained] = useState(false);
  const [leftJob, setLeftJob] = useState<JobId | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLElement>(null);
  const isOpen = place.cause !== null || place.job !== null;

  function open(next: OpenPlace): void {
    setLeftJob(null);
    onOpen(writePlace(next));
  }
  function back(): void {
    const { cause, job } = place;
    open({ cause: job === null ? null : cause, job: null });
    setLeftJob(job);
  }
  // What went took the focus with it: it goes on in the list.
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) {
      list.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
    }
    wasOpen.current = isOpen;
  }, [isOpen]);
  useShortcut('filter', () => field.current?.focus());
  useShortcut('stateWords', () => setIsExplained(true));
  useShortcut('close', back, isOpen);

  const close = (): void => setAsked(null);
  return (
    <div className="jobs-page" data-open={isOpen} data-narrow={isNarrow || undefined}>
      <h1 className="visually-hidden">Jobs</h1>
      <WorkerGone />
      <div className="jobs-columns">
        <JobsListing
          regionRef={list}
          field={field}
          filter={filter}
          problem={problem}
          place={place}
          opensByArrow={!isNarrow}
          onOpen={open}
          onAsk={setAsked}
          onExplain={() => setIsExplained(true)}
        />
        <JobsDetail
          place={place}
          leftJob={leftJob}
          filter={filter}
          isNarrow={isNarrow}
          onOpen={open}
          onBack={back}
          onAsk={setAsked}
        />
      </div>
      <StateMeanings isOpen={isExplained} onClose={() => setIsExplained(false)} />
      {asked?.kind === 'replay' ? <ReplaySheet offers={asked.offers} onClose={close} /> : null}
      {asked?.kind === 'discard' ? <DiscardMany offer={asked} onClose={close} /> : null}
      {asked?.kind === 'edit' ? (
        <EditSheet detail={asked.detail} onClose={close} onReplayed={(job) => open({ ...place, job })} />
      ) : null}
    </div>
  );
}
