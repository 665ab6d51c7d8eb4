import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import type { FileRow } from '../../contract/files.ts';
import { announce } from '../ui/announce.ts';
import { countWords } from '../ui/format/count-words.ts';
import type { FileList } from './file-list.ts';
import { findByLetters } from './find-by-letters.ts';
import { moveByKey, type ListShape } from './move-by-key.ts';
import { mostSelected, type Selection, selectOnly, selectRows, toggleRow } from './selection.ts';

/** The file that has the focus, or would get it by Tab. */
interface ActiveFile {
  readonly index: number;
  /** Null until its row is here. */
  readonly id: string | null;
}

export interface Held {
  readonly shift: boolean;
  readonly mod: boolean;
}

interface FileFocusOptions {
  readonly list: FileList;
  readonly revision: number;
  readonly shape: ListShape;
  readonly grid: RefObject<HTMLElement | null>;
  /** Whether the shape counts all that match. */
  readonly isWhole: boolean;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  /** Something lies above the list and has the focus: it comes back later. */
  readonly isCovered: boolean;
  readonly scrollTo: (index: number) => void;
  /** This file alone is selected now. */
  readonly onSettle: (row: FileRow, by: 'key' | 'press') => void;
  readonly onEnter: (row: FileRow) => void;
  readonly onPreview: (row: FileRow) => void;
}

export interface FileFocus {
  readonly activeIndex: number;
  /** A press on a file. */
  press(index: number, held: Held): void;
  /** On to the next file or back, as the arrows do. */
  move(step: 1 | -1): void;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  /** Who comes by Tab sees where. */
  onFocus(event: FocusEvent<HTMLElement>): void;
}

const lettersMs = 700;

/** Focus and selection of a list of files: arrows, pages, ranges by Shift, single ones by Mod, letters that find a name. */
export function useFileFocus(options: FileFocusOptions): FileFocus {
  const { list, revision, shape, grid, selection, onSelect } = options;
  const [active, setActive] = useState<ActiveFile>({ index: 0, id: null });
  const takesFocus = useRef(false);
  const wasCovered = useRef(false);
  /** The row was not here when somebody went to it: it is selected once it is. */
  const isAwaited = useRef(false);
  const ranges = useRef(0);
  const letters = useRef({ text: '', atMs: 0 });

  // Files that came or went moved the one that has the focus.
  useEffect(() => {
    const row = list.rowAt(active.index);
    if (isAwaited.current && row !== null) {
      isAwaited.current = false;
      settleOn(row, active.index, 'key');
      return;
    }
    if (active.id === null || row?.id === active.id) return;
    const moved = list.indexOf(active.id);
    if (moved !== null) setActive({ index: moved, id: active.id });
    else if (active.index >= shape.count) setActive({ index: Math.max(0, shape.count - 1), id: null });
  }, [list, revision, shape.count]);
  useLayoutEffect(() => {
    const comesBack = wasCovered.current && !options.isCovered;
    wasCovered.current = options.isCovered;
    const row = activeElement(grid.current);
    if (!takesFocus.current || options.isCovered || row === null) return;
    takesFocus.current = false;
    if (!comesBack) row.focus();
    // What lay above gives the focus back in the next frame, to the file that it came from.
    else requestAnimationFrame(() => requestAnimationFrame(() => activeElement(grid.current)?.focus()));
  });

  function settleOn(row: FileRow, index: number, by: 'key' | 'press'): void {
    setActive({ index, id: row.id });
    onSelect(selectOnly(row, index));
    options.onSettle(row, by);
  }

  function go(index: number, by: 'key' | 'press' = 'key'): void {
    ranges.current += 1;
    takesFocus.current = true;
    options.scrollTo(index);
    const row = list.rowAt(index);
    isAwaited.current = row === null;
    if (row === null) setActive({ index, id: null });
    else settleOn(row, index, by);
  }

  /** Null when somebody selected something else meanwhile. */
  async function selectRange(first: number, last: number, anchor: number): Promise<number | null> {
    ranges.current += 1;
    const asked = ranges.current;
    const here = rowsHere(list, first, last);
    if (here.length === last - first + 1) {
      onSelect(selectRows(here, anchor));
      return here.length;
    }
    const rows = await list.readRange(first, Math.min(last, first + mostSelected - 1)).catch(() => []);
    if (asked !== ranges.current) return null;
    onSelect(selectRows(rows, anchor));
    return rows.length;
  }

  function extendTo(index: number): void {
    takesFocus.current = true;
    options.scrollTo(index);
    setActive({ index, id: list.rowAt(index)?.id ?? null });
    const anchor = selection.anchor ?? active.index;
    void selectRange(Math.min(anchor, index), Math.max(anchor, index), anchor);
  }

  function toggle(index: number): void {
    const row = list.rowAt(index);
    if (row === null) return;
    ranges.current += 1;
    takesFocus.current = true;
    setActive({ index, id: row.id });
    onSelect(toggleRow(selection, row, index));
  }

  /** Everything that matches, also what nobody has looked for yet. */
  async function selectAll(): Promise<void> {
    const count = await selectRange(0, options.isWhole ? shape.count - 1 : mostSelected - 1, 0);
    if (count !== null) announce(`${countWords(count, 'file')} selected`);
  }

  /** True when the key belonged to the list. */
  function takeKey(event: KeyboardEvent<HTMLElement>): boolean {
    const { key, shiftKey, altKey } = event;
    const mod = event.ctrlKey || event.metaKey;
    if (altKey) return false;
    const row = list.rowAt(active.index);
    if (mod && key.toLowerCase() === 'a' && !shiftKey) {
      void selectAll();
      return true;
    }
    if (key === ' ') {
      if (mod) toggle(active.index);
      else if (row !== null) options.onPreview(row);
      return true;
    }
    if (key === 'Enter' && !mod && !shiftKey && row !== null) {
      options.onEnter(row);
      return true;
    }
    const index = moveByKey(key, active.index, shape);
    if (index !== null && !mod) {
      if (shiftKey) extendTo(index);
      else go(index);
      return true;
    }
    return !mod && takeLetter(key, event.timeStamp);
  }

  function takeLetter(key: string, atMs: number): boolean {
    if (!/^[\p{L}\p{N}._-]$/u.test(key)) return false;
    const isNew = atMs - letters.current.atMs > lettersMs;
    const text = (isNew ? '' : letters.current.text) + key.toLowerCase();
    // R tries again what needs somebody.
    if (text === 'r' && list.rowAt(active.index)?.state === 'needsYou') return false;
    letters.current = { text, atMs };
    const found = findByLetters((index) => list.rowAt(index), text, isNew ? active.index + 1 : active.index);
    if (found !== null) go(found);
    return true;
  }

  return {
    activeIndex: active.index,
    press(index, { shift, mod }) {
      if (shift) extendTo(index);
      else if (mod) toggle(index);
      else go(index, 'press');
    },
    move(step) {
      const index = active.index + step;
      if (index >= 0 && index < shape.count) go(index);
    },
    onFocus({ target }) {
      if (target.dataset['index'] !== undefined) options.scrollTo(Number(target.dataset['index']));
    },
    onKeyDown(event) {
      const isRow = event.target instanceof HTMLElement && event.target.dataset['index'] !== undefined;
      if (isRow && takeKey(event)) event.preventDefault();
    },
  };
}

/** As many rows of a range, from its first on, as are here. */
function rowsHere(list: FileList, first: number, last: number): readonly FileRow[] {
  const rows: FileRow[] = [];
  for (let index = first; index <= last; index += 1) {
    const row = list.rowAt(index);
    if (row === null) break;
    rows.push(row);
  }
  return rows;
}

function activeElement(grid: HTMLElement | null): HTMLElement | null {
  return grid?.querySelector<HTMLElement>('[data-index][tabindex="0"]') ?? null;
}
