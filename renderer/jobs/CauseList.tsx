import { useRef, type MouseEvent, type ReactElement } from 'react';
import type { CauseRow } from '../../contract/jobs.ts';
import { useNow } from '../app/use-now.ts';
import { countWords, formatCount } from '../ui/format/count-words.ts';
import { causeSpan } from './job-words.ts';
import { causeKey, isCause, type CauseName } from './open-place.ts';
import { Spark } from './Spark.tsx';
import { useGridKeys } from './use-grid-keys.ts';

export interface CauseListProps {
  readonly causes: readonly CauseRow[];
  readonly open: CauseName | null;
  readonly onOpen: (name: CauseName) => void;
  readonly opensByArrow: boolean;
}

const rowPx = 57;

/** Why jobs died, most jobs first: in plain words, with how many, since when, and the last day as a line. */
export function CauseList({ causes, open, onOpen, opensByArrow }: CauseListProps): ReactElement {
  const nowMs = useNow(15_000);
  const grid = useRef<HTMLDivElement>(null);
  const rowOf = (index: number): HTMLElement | null =>
    grid.current?.querySelector<HTMLElement>(`[aria-rowindex="${String(index + 1)}"]`) ?? null;
  const openAt = (index: number): void => {
    const row = causes[index];
    if (row !== undefined) onOpen(row);
  };
  const keys = useGridKeys({
    keys: causes.map(causeKey),
    grid,
    first: open === null ? null : causeKey(open),
    takesFocus: false,
    rowPx,
    scrollTo: (index) => rowOf(index)?.scrollIntoView({ block: 'nearest' }),
    onEnter: openAt,
    onMove: (index) => {
      if (opensByArrow) openAt(index);
    },
    select: null,
  });
  function press({ target }: MouseEvent): void {
    const row = target instanceof Element ? target.closest('[aria-rowindex]') : null;
    if (row !== null) openAt(Number(row.getAttribute('aria-rowindex')) - 1);
  }
  return (
    <div
      ref={grid}
      className="cause-list"
      role="grid"
      aria-label="Causes"
      aria-rowcount={causes.length}
      tabIndex={-1}
      onKeyDown={keys.onKeyDown}
      onFocus={keys.onFocus}
      onBlur={keys.onBlur}
      onClick={press}
    >
      {causes.map((row, index) => (
        <div
          key={causeKey(row)}
          role="row"
          aria-rowindex={index + 1}
          aria-selected={isCause(row, open)}
          className="cause-row"
          data-key={causeKey(row)}
          tabIndex={index === keys.activeIndex ? 0 : -1}
        >
          <span role="gridcell" className="cause-words" title={row.words}>
            {row.words}
          </span>
          <span role="gridcell" className="cause-count" aria-label={countWords(row.count, 'job')}>
            {formatCount(row.count)}
          </span>
          <span role="gridcell" className="cause-span">
            {causeSpan(row, nowMs)}
            <span className="cause-sample">, such as “{row.sample.title}”</span>
          </span>
          <span role="gridcell" className="cause-spark">
            <Spark values={row.spark} />
          </span>
        </div>
      ))}
    </div>
  );
}
