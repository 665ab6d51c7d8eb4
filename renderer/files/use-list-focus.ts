import { useEffect, useImperativeHandle, type Ref, type RefObject } from 'react';
import type { FileRow } from '../../contract/files.ts';
import type { FileList } from './file-list.ts';
import type { Selection } from './selection.ts';
import { type FileFocus, useFileFocus } from './use-file-focus.ts';
import { type LineWindow, useLineWindow } from './use-line-window.ts';

/** What the page asks of the list. */
export interface ListHandle extends Pick<FileFocus, 'move'>, Pick<LineWindow, 'shift' | 'topLine'> {}

/** A list of files in the page, whichever way it is drawn. */
export interface ListPlace {
  readonly list: FileList;
  readonly revision: number;
  readonly count: number;
  /** Whether that is all that match, or more may be found. */
  readonly isWhole: boolean;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly onSettle: (row: FileRow, by: 'key' | 'press') => void;
  readonly onEnter: (row: FileRow) => void;
  readonly onPreview: (row: FileRow) => void;
  /** Something lies above the list and has the focus: it comes back later. */
  readonly isCovered: boolean;
  readonly ref: Ref<ListHandle>;
}

/** A window over the list, and the focus in it. */
export function useListFocus(
  place: ListPlace,
  grid: RefObject<HTMLElement | null>,
  { linePx, perLine }: { readonly linePx: number; readonly perLine: number },
): { readonly lines: LineWindow; readonly focus: FileFocus } {
  const { list, revision, count } = place;
  const lines = useLineWindow(Math.ceil(count / perLine), linePx);
  const { first, last } = lines.range;
  const focus = useFileFocus({
    ...place,
    grid,
    shape: { count, perLine, pageLines: Math.floor(lines.viewPx / linePx) },
    scrollTo: (index) => lines.show(Math.floor(index / perLine)),
  });
  useEffect(() => {
    list.want(first * perLine, (last + 1) * perLine - 1);
  }, [list, first, last, perLine, revision]);
  useImperativeHandle(place.ref, () => ({
    move: (step) => focus.move(step),
    shift: (files) => lines.shift(files / perLine),
    topLine() {
      const line = lines.topLine();
      return line === null ? null : line * perLine;
    },
  }));
  return { lines, focus };
}
