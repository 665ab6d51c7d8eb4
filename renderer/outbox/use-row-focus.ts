import { useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import { rowByKey, type ListItems } from './list-items.ts';
import { useKeptFocus } from './use-kept-focus.ts';

interface RowFocusOptions {
  readonly items: ListItems;
  readonly grid: RefObject<HTMLElement | null>;
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
  /** Whether the row that an arrow leads to is opened at once. */
  readonly opensByArrow: boolean;
  readonly rowHeight: number;
  /** Shift and an arrow: from one row to the next. */
  readonly onExtend: (from: number, to: number) => void;
}

interface RowFocus {
  /** The row that has the focus, or would get it by Tab: the last one, else the open one, else the first. */
  readonly activeIndex: number | null;
  onKeyDown(event: KeyboardEvent<HTMLElement>, scrollTo: (index: number) => void): void;
  onFocus(event: FocusEvent<HTMLElement>): void;
  onBlur(event: FocusEvent<HTMLElement>): void;
}

/** The grid pattern: one stop of Tab, arrows and page keys between rows, right and left into a row and out of it. */
export function useRowFocus(options: RowFocusOptions): RowFocus {
  const { items, grid, openId, onOpen, opensByArrow, rowHeight } = options;
  const [lastId, setLastId] = useState<string | null>(null);
  const moves = useRef(false);
  const known = [lastId, openId].map((id) => (id === null ? null : items.indexOf(id)));
  const activeIndex = known.find((index) => index !== null) ?? items.rowFrom(0, 1);

  const kept = useKeptFocus(grid, () => activeRow(grid.current));

  // After a key the row may only now be in the document.
  useLayoutEffect(() => {
    if (!moves.current) return;
    moves.current = false;
    activeRow(grid.current)?.focus({ preventScroll: true });
  });

  function onKeyDown(event: KeyboardEvent<HTMLElement>, scrollTo: (index: number) => void): void {
    if (event.ctrlKey || event.metaKey || event.altKey || activeIndex === null) return;
    if (event.shiftKey && event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    const row = activeRow(grid.current);
    if (row === null) return;
    const isOnRow = event.target === row;
    const item = items.at(activeIndex);
    if (isOnRow && (event.key === 'Enter' || event.key === ' ') && item?.kind === 'row') {
      event.preventDefault();
      onOpen(item.row.id);
      return;
    }
    if (event.key === 'ArrowRight' && isOnRow) row.querySelector<HTMLElement>('button')?.focus();
    if (event.key === 'ArrowLeft' && !isOnRow) row.focus();
    const pageRows = Math.max(1, Math.floor((grid.current?.clientHeight ?? 0) / rowHeight) - 1);
    const index = rowByKey(items, activeIndex, event.key, pageRows);
    const next = index === null ? null : items.at(index);
    if (index === null || next?.kind !== 'row') return;
    event.preventDefault();
    moves.current = true;
    setLastId(next.row.id);
    scrollTo(index);
    if (event.shiftKey) options.onExtend(activeIndex, index);
    else if (opensByArrow) onOpen(next.row.id);
    else if (index === activeIndex) row.focus();
  }

  return {
    activeIndex,
    onKeyDown,
    onFocus(event) {
      kept.onFocus(event);
      const { target, currentTarget } = event;
      const id = target.closest<HTMLElement>('[data-id]')?.dataset['id'];
      if (id !== undefined) setLastId(id);
      // Whoever sends the focus to the list means its row.
      else if (target === currentTarget) activeRow(currentTarget)?.focus();
    },
    onBlur: kept.onBlur,
  };
}

function activeRow(grid: HTMLElement | null): HTMLElement | null {
  return grid?.querySelector<HTMLElement>('[data-id][tabindex="0"]') ?? null;
}
