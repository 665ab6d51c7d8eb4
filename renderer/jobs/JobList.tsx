import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type MouseEvent, type ReactElement } from 'react';
import type { JobId } from '../../contract/ids.ts';
import type { JobRow } from '../../contract/jobs.ts';
import { usePreferences, type Density } from '../app/preferences.ts';
import { useKeptScroll } from '../app/use-kept-scroll.ts';
import { useNow } from '../app/use-now.ts';
import { announce } from '../ui/announce.ts';
import { countWords } from '../ui/format/count-words.ts';
import { JobListRow } from './JobListRow.tsx';
import { type JobSelection, selectRange, toggleJob } from './job-selection.ts';
import { useGridKeys } from './use-grid-keys.ts';
import './JobList.css';

export interface JobListProps {
  readonly label: string;
  /** As the place is remembered. */
  readonly name: string;
  readonly rows: readonly JobRow[];
  /** How many there are in all; more rows come by scrolling. */
  readonly total: number;
  /** Two lines where the list is a column, one where it is a table. */
  readonly look: 'column' | 'table';
  /** Where every row has the same state, its tries are told instead. */
  readonly showsState: boolean;
  readonly openId: JobId | null;
  /** The row that has the focus as soon as the list is there; null for none. */
  readonly startAt?: JobId | null;
  readonly selection: JobSelection;
  readonly onSelect: (selection: JobSelection) => void;
  readonly onOpen: (id: JobId) => void;
  /** Whether the row that an arrow leads to is opened at once. */
  readonly opensByArrow: boolean;
  readonly onMore: () => void;
}

/** The tokens have the same numbers; the second line of a column has 20 px. */
const rowHeights: Readonly<Record<Density, number>> = { compact: 28, regular: 34, relaxed: 42 };
const secondLinePx = 20;
/** The next page is asked for before its first row is seen. */
const rowsAhead = 60;

/** Jobs one below the other: a grid of which only what is seen is in the document. */
export function JobList(props: JobListProps): ReactElement {
  const { rows, look, openId, startAt = null, selection, onSelect, onOpen, onMore } = props;
  const rowPx = rowHeights[usePreferences(({ density }) => density)] + (look === 'column' ? secondLinePx : 0);
  const nowMs = useNow(15_000);
  const grid = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const keys = useGridKeys({
    keys: ids,
    grid,
    first: openId ?? startAt,
    takesFocus: startAt !== null,
    rowPx,
    scrollTo: (index) => virtualizer.scrollToIndex(index),
    onEnter: (index) => openAt(index),
    onMove: (index) => {
      if (props.opensByArrow) openAt(index);
    },
    select: {
      toggle: (index) => toggleAt(index),
      extend: (from, to) => onSelect(selectRange(selection, ids, from, to)),
      all() {
        onSelect({ ids: new Set(ids), anchor: 0 });
        announce(`${countWords(ids.length, 'job')} selected`);
      },
    },
  });
  const { activeIndex } = keys;
  const virtualizer = useVirtualizer({
    count: rows.length,
    overscan: 6,
    getScrollElement: () => grid.current,
    estimateSize: () => rowPx,
    getItemKey: useCallback((index: number) => ids[index] ?? index, [ids]),
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return activeIndex >= rows.length || seen.includes(activeIndex)
        ? seen
        : [...seen, activeIndex].toSorted((a, b) => a - b);
    },
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx]);
  useEffect(() => {
    const index = startAt === null ? -1 : ids.indexOf(startAt);
    if (index !== -1) virtualizer.scrollToIndex(index);
  }, []);
  useKeptScroll({ name: props.name, open: openId, scrolled: grid, rows: rows.length });
  const lines = virtualizer.getVirtualItems();
  const lastSeen = virtualizer.range?.endIndex ?? 0;
  useEffect(() => {
    if (rows.length < props.total && lastSeen + rowsAhead >= rows.length) onMore();
  });

  function openAt(index: number): void {
    const id = ids[index];
    if (id !== undefined) onOpen(id);
  }
  function toggleAt(index: number): void {
    const id = ids[index];
    if (id !== undefined) onSelect(toggleJob(selection, id, index));
  }
  function press(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const key = target?.closest<HTMLElement>('[data-key]')?.dataset['key'];
    const index = ids.findIndex((id) => id === key);
    if (index === -1) return;
    if (event.shiftKey) onSelect(selectRange(selection, ids, activeIndex, index));
    else if (event.ctrlKey || event.metaKey || target?.closest('.job-check') !== null) toggleAt(index);
    else openAt(index);
  }

  return (
    <div
      ref={grid}
      className={`job-list job-list-${look}`}
      role="grid"
      aria-label={props.label}
      aria-rowcount={props.total}
      aria-multiselectable
      tabIndex={-1}
      onKeyDown={keys.onKeyDown}
      onFocus={keys.onFocus}
      onBlur={keys.onBlur}
      onClick={press}
    >
      <div role="rowgroup" className="job-list-inner" style={{ height: virtualizer.getTotalSize() }}>
        {lines.map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <JobListRow
              key={row.id}
              row={row}
              look={look}
              showsState={props.showsState}
              rowIndex={index + 1}
              startPx={start}
              isActive={index === activeIndex}
              isOpen={row.id === openId}
              isSelected={selection.ids.has(row.id)}
              nowMs={nowMs}
            />
          );
        })}
      </div>
    </div>
  );
}
