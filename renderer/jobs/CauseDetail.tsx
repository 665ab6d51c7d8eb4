import { useMemo, type ReactElement } from 'react';
import type { JobId } from '../../contract/ids.ts';
import type { CauseRow, JobFilter } from '../../contract/jobs.ts';
import { commands } from '../app/commands.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import { useOpenCommand } from '../app/use-copy-command.ts';
import { keysOf, useShortcut } from '../app/use-shortcut.ts';
import { Button } from '../ui/Button.tsx';
import { countWords } from '../ui/format/count-words.ts';
import { Waiting } from '../ui/Waiting.tsx';
import { useNow } from '../app/use-now.ts';
import { noSelection } from './job-selection.ts';
import { causeSpan, causeVerdict } from './job-words.ts';
import { JobList } from './JobList.tsx';
import type { JobsAsk } from './jobs-ask.ts';
import { ListChanged } from './ListChanged.tsx';
import { standardPace } from './pace-form.ts';
import { useJobPages } from './use-job-pages.ts';
import { useJobsRights } from './use-jobs-rights.ts';
import { useJobSelection } from './use-job-selection.ts';
import { useRetryInFocus } from './use-retry-in-focus.ts';

export interface CauseDetailProps {
  readonly row: CauseRow;
  /** What was typed besides. */
  readonly within: JobFilter;
  /** The job that was open before: the focus goes back to it. */
  readonly leftJob: JobId | null;
  readonly isNarrow: boolean;
  readonly onBack: () => void;
  readonly onOpen: (id: JobId) => void;
  readonly onAsk: (ask: JobsAsk) => void;
}

/** One cause: its dead letters, and what can be done with all of them or with some. */
export function CauseDetail(props: CauseDetailProps): ReactElement {
  const { row, within, isNarrow, onBack, onOpen, onAsk } = props;
  const { cause, kind, words, count } = row;
  const { mayRetry, mayDiscard } = useJobsRights();
  const nowMs = useNow(15_000);
  const filter = useMemo<JobFilter>(
    () => ({ ...within, fate: 'open', states: ['dead'], cause, kind }),
    [cause, kind, within],
  );
  const pages = useJobPages(filter);
  const [selection, setSelection] = useJobSelection(pages.rows);
  const picked = [...selection.ids];
  const isSome = picked.length > 0;
  const all = {
    words: `All ${countWords(count, 'job')}, cause “${words}”`,
    scope: { kind: 'filter', filter },
  } as const;
  const some = {
    words: countWords(picked.length, 'selected job'),
    scope: { kind: 'jobs', ids: picked },
  } as const;
  const offers = isSome ? [some, all] : [all];
  const retry = useRetryInFocus();
  const fault = retry.fault ?? pages.fault;
  useShortcut('close', () => setSelection(noSelection), isSome);
  const command = mayRetry ? commands['jobs.replays.start']((isSome ? some : all).scope, standardPace, '') : null;
  useOpenCommand(command);

  return (
    <article className="detail cause-detail">
      {isNarrow ? (
        <div className="job-back">
          <Button look="quiet" onPress={onBack} autoFocus={props.leftJob === null}>
            ← Back to the causes
          </Button>
        </div>
      ) : null}
      <header>
        <h2 className="detail-title">{words}</h2>
        <p className="detail-lead">
          {causeVerdict(row)} <span className="cause-facts">{causeSpan(row, nowMs)}.</span>
        </p>
      </header>
      <ListChanged pages={pages} />
      {fault === null ? null : <FaultNote fault={fault} />}
      {pages.total === undefined ? (
        <Waiting words="Reading the jobs of this cause" />
      ) : (
        <div className="cause-jobs">
          <div className="job-columns" aria-hidden>
            <span>Job</span>
            <span className="job-subject">Subject</span>
            <span className="job-mailbox">Mailbox</span>
            <span className="job-tries">Tries</span>
            <span className="job-when">Given up</span>
          </div>
          <JobList
            label={`Jobs of ${words}`}
            name={`cause ${cause}`}
            look="table"
            showsState={false}
            rows={pages.rows}
            total={pages.total}
            openId={null}
            startAt={props.leftJob}
            selection={selection}
            onSelect={setSelection}
            onOpen={onOpen}
            opensByArrow={false}
            onMore={pages.more}
          />
        </div>
      )}
      <footer className="detail-foot">
        <div className="row-actions">
          {mayRetry ? (
            <Button look="primary" onPress={() => onAsk({ kind: 'replay', offers })}>
              {isSome ? `Replay ${String(picked.length)}…` : 'Replay all…'}
            </Button>
          ) : null}
          {mayDiscard ? (
            <Button onPress={() => onAsk({ kind: 'discard', ...(isSome ? some : all) })}>
              {isSome ? `Discard ${String(picked.length)}…` : 'Discard all…'}
            </Button>
          ) : null}
          {isSome ? (
            <Button look="quiet" onPress={() => setSelection(noSelection)}>
              Clear selection
            </Button>
          ) : null}
        </div>
        {command === null ? null : (
          <span className="detail-hint">
            <kbd>{keysOf('copyCommand')}</kbd> copies this as a command
          </span>
        )}
      </footer>
    </article>
  );
}
