import { memo, type ReactElement } from 'react';
import type { JobRow } from '../../contract/jobs.ts';
import { countWords } from '../ui/format/count-words.ts';
import { formatMoment, formatTime } from '../ui/format/format-time.ts';
import { jobReason, jobTime, jobTone, stateWord } from './job-words.ts';

export interface JobListRowProps {
  readonly row: JobRow;
  readonly look: 'column' | 'table';
  readonly showsState: boolean;
  /** From 1, over the whole list. */
  readonly rowIndex: number;
  readonly startPx: number;
  /** The one row that Tab leads to. */
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  readonly nowMs: number;
}

/** Drawn again only when it changed. In a column: title and time, then why and the state; in a table: one line. */
export const JobListRow = memo(function JobListRow(props: JobListRowProps): ReactElement {
  const { row, look, isOpen } = props;
  return (
    <div
      role="row"
      aria-rowindex={props.rowIndex}
      aria-selected={props.isSelected}
      {...(isOpen ? { 'aria-current': true as const } : {})}
      className="job-row"
      data-key={row.id}
      data-tone={jobTone(row)}
      tabIndex={props.isActive ? 0 : -1}
      style={{ transform: `translateY(${props.startPx}px)` }}
    >
      <span role="gridcell" className="job-check" aria-label={props.isSelected ? 'Selected' : 'Not selected'}>
        <i aria-hidden />
      </span>
      {look === 'column' ? <Column {...props} /> : <Line {...props} />}
    </div>
  );
});

function Column({ row, showsState, nowMs }: JobListRowProps): ReactElement {
  return (
    <div role="gridcell" className="job-cell">
      <span className="job-line">
        <span className="job-title">{row.title}</span>
        <Time row={row} nowMs={nowMs} />
      </span>
      <span className="job-line job-line-2">
        <span className="job-reason">{jobReason(row, nowMs)}</span>
        {showsState ? (
          <span className="job-state tone">{stateWord(row)}</span>
        ) : (
          <span className="job-tries-words">{countWords(row.attempts, 'try', 'tries')}</span>
        )}
      </span>
    </div>
  );
}

function Line({ row, nowMs }: JobListRowProps): ReactElement {
  return (
    <>
      <span role="gridcell" className="job-title">
        {row.title}
      </span>
      <span role="gridcell" className="job-subject">
        {row.subject ?? ''}
      </span>
      <span role="gridcell" className="job-mailbox">
        {row.mailbox ?? ''}
      </span>
      <span role="gridcell" className="job-tries">
        {row.attempts}
        <span className="visually-hidden"> {row.attempts === 1 ? 'try' : 'tries'}</span>
      </span>
      <span role="gridcell" className="job-when">
        <Time row={row} nowMs={nowMs} />
      </span>
    </>
  );
}

function Time({ row, nowMs }: { readonly row: JobRow; readonly nowMs: number }): ReactElement {
  const at = jobTime(row);
  return (
    <time dateTime={at} title={formatMoment(at)}>
      {formatTime(at, nowMs)}
    </time>
  );
}
