import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { FileRow } from '../../contract/files.ts';
import { announce } from '../ui/announce.ts';
import { countWords, formatCount } from '../ui/format/count-words.ts';
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
}

const lettersMs = 700;

/** Focus and selection of a list of files: arrows, pages, ranges by Shift, single ones by Mod, letters that find a name. */
export function useFileFocus(options: FileFocusOptions): FileFocus {
  const { list, revision, shape, grid, selection, onSelect } = options;
  const [active, setActive] = useState<ActiveFile>({ index: 0, id: null });
  const takesFocus = useRef(false);
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
    if (!takesFocus.current || options.isCovered) return;
    const row = grid.current?.querySelector<HTMLElement>(`[data-index="${active.index}"]`);
    if (row === null || row === undefined) return;
    takesFocus.current = false;
    row.focus({ preventScroll: true });
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

  async function selectRange(first: number, last: number, anchor: number): Promise<void> {
    ranges.current += 1;
    const asked = ranges.current;
    const here: FileRow[] = [];
    for (let index = first; index <= last; index += 1) {
      const row = list.rowAt(index);
      if (row === null) break;
      here.push(row);
    }
    const isWhole = here.length === last - first + 1;
    if (isWhole) {
      onSelect(selectRows(here, anchor));
      return;
    }
    const rows = await list.readRange(first, Math.min(last, first + mostSelected - 1)).catch(() => []);
    if (asked !== ranges.current) return;
    onSelect(selectRows(rows, anchor));
    if (last - first + 1 > mostSelected)
      announce(`The first ${formatCount(mostSelected)} are selected: the most at once.`);
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

  function selectAll(): void {
    if (shape.count === 0) return;
    void selectRange(0, shape.count - 1, 0).then(() =>
      announce(`${countWords(Math.min(shape.count, mostSelected), 'file')} selected`),
    );
  }

  /** True when the key belonged to the list. */
  function takeKey(event: KeyboardEvent<HTMLElement>): boolean {
    const { key, shiftKey, altKey } = event;
    const mod = event.ctrlKey || event.metaKey;
    if (altKey) return false;
    const row = list.rowAt(active.index);
    if (mod && key.toLowerCase() === 'a' && !shiftKey) {
      selectAll();
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
    onKeyDown(event) {
      const isRow = event.target instanceof HTMLElement && event.target.dataset['index'] !== undefined;
      if (isRow && takeKey(event)) event.preventDefault();
    },
  };
}
