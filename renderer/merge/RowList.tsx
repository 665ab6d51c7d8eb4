import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { Tone } from '../ui/tone.ts';

export interface RowOfList {
  readonly key: number;
  /** As a spreadsheet counts. */
  readonly number: number;
  readonly title: string;
  readonly aside: string;
  readonly words: string;
  readonly tone: Tone;
}

export interface RowListProps {
  readonly label: string;
  readonly rows: readonly RowOfList[];
  readonly onOpen: (index: number) => void;
}

const ROW_PX = 34;

/** Rows of a table, of which only what is seen is in the document, and the one that has or would get the focus. */
export function RowList({ label, rows, onOpen }: RowListProps): ReactElement {
  const grid = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(0);
  const active = Math.max(0, Math.min(chosen, rows.length - 1));
  const virtualizer = useVirtualizer({
    count: rows.length,
    overscan: 8,
    getScrollElement: () => grid.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return seen.includes(active) ? seen : [...seen, active].toSorted((a, b) => a - b);
    },
  });

  function move(event: KeyboardEvent): void {
    const pageRows = Math.max(1, Math.floor((grid.current?.clientHeight ?? 0) / ROW_PX) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: pageRows,
      PageUp: -pageRows,
      Home: -rows.length,
      End: rows.length,
    };
    const step = steps[event.key];
    if (event.key === 'Enter') onOpen(active);
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(rows.length - 1, active + step));
    setChosen(next);
    virtualizer.scrollToIndex(next);
    requestAnimationFrame(() => focusRow(grid.current, next));
  }

  return (
    <div ref={grid} className="row-list" role="grid" aria-label={label} aria-rowcount={rows.length} onKeyDown={move}>
      <div role="presentation" className="row-list-inner" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={key}
              role="row"
              aria-rowindex={index + 1}
              data-index={index}
              className="row-list-row"
              data-tone={row.tone}
              tabIndex={index === active ? 0 : -1}
              style={{ transform: `translateY(${String(start)}px)` }}
              onFocus={() => setChosen(index)}
              onDoubleClick={() => onOpen(index)}
            >
              <span role="gridcell" className="row-list-number">
                {row.number}
              </span>
              <span role="gridcell" className="row-list-title">
                {row.title}
              </span>
              <span role="gridcell" className="row-list-words">
                {row.words}
              </span>
              <span role="gridcell" className="row-list-aside tone">
                {row.aside}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function focusRow(grid: HTMLElement | null, index: number): void {
  grid?.querySelector<HTMLElement>(`[data-index='${String(index)}']`)?.focus();
}
