import { useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import { moveByKey } from '../files/move-by-key.ts';
import { useKeptFocus } from '../outbox/use-kept-focus.ts';

export interface GridKeysOptions {
  /** Every row's own key, in order. */
  readonly keys: readonly string[];
  readonly grid: RefObject<HTMLElement | null>;
  /** The row that Tab leads to before any had the focus; null for the first. */
  readonly first: string | null;
  /** Whether that row takes the focus as soon as it is there. */
  readonly takesFocus: boolean;
  readonly rowPx: number;
  readonly scrollTo: (index: number) => void;
  readonly onEnter: (index: number) => void;
  /** An arrow led here. */
  readonly onMove?: (index: number) => void;
  /** Null where rows cannot be selected. */
  readonly select: {
    toggle(index: number): void;
    extend(from: number, to: number): void;
    all(): void;
  } | null;
}

/** The grid pattern for rows that are known by a key: one stop of Tab, arrows and pages, ranges by Shift, Space selects. */
export function useGridKeys(options: GridKeysOptions) {
  const { keys, grid, first, rowPx, scrollTo, select } = options;
  const [lastKey, setLastKey] = useState<string | null>(null);
  const takesFocus = useRef(options.takesFocus);
  const known = [lastKey, first].map((key) => (key === null ? -1 : keys.indexOf(key)));
  const activeIndex = known.find((index) => index >= 0) ?? 0;
  const kept = useKeptFocus(grid, () => activeRow(grid.current));

  // After a key the row may only now be in the document.
  useLayoutEffect(() => {
    const row = takesFocus.current ? activeRow(grid.current) : null;
    if (row === null) return;
    takesFocus.current = false;
    row.focus({ preventScroll: true });
  });

  function go(index: number): void {
    takesFocus.current = true;
    setLastKey(keys[index] ?? null);
    scrollTo(index);
  }

  /** True when the key belonged to the list. */
  function takeKey({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const mod = ctrlKey || metaKey;
    if (altKey || keys.length === 0) return false;
    if (mod) {
      if (key.toLowerCase() !== 'a' || shiftKey || select === null) return false;
      select.all();
      return true;
    }
    if (key === 'Enter' && !shiftKey) {
      options.onEnter(activeIndex);
      return true;
    }
    if (key === ' ') {
      if (select === null) options.onEnter(activeIndex);
      else select.toggle(activeIndex);
      return true;
    }
    const pageLines = Math.floor((grid.current?.clientHeight ?? 0) / rowPx);
    const index = moveByKey(key, activeIndex, { count: keys.length, perLine: 1, pageLines });
    if (index === null) return false;
    go(index);
    if (shiftKey && select !== null) select.extend(activeIndex, index);
    else options.onMove?.(index);
    return true;
  }

  return {
    activeIndex,
    onKeyDown: (event: KeyboardEvent<HTMLElement>): void => {
      const isRow = event.target instanceof HTMLElement && event.target.dataset['key'] !== undefined;
      if (isRow && takeKey(event)) event.preventDefault();
    },
    onFocus: (event: FocusEvent<HTMLElement>): void => {
      kept.onFocus(event);
      const { target, currentTarget } = event;
      const key = target.closest<HTMLElement>('[data-key]')?.dataset['key'];
      if (key !== undefined) setLastKey(key);
      // Whoever sends the focus to the list means its row.
      else if (target === currentTarget) activeRow(currentTarget)?.focus();
    },
    onBlur: kept.onBlur,
  };
}

function activeRow(grid: HTMLElement | null): HTMLElement | null {
  return grid?.querySelector<HTMLElement>('[data-key][tabindex="0"]') ?? null;
}
