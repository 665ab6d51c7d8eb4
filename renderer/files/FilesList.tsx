import { useRef, type DragEvent, type MouseEvent, type ReactElement } from 'react';
import type { FileRow, FileSort } from '../../contract/files.ts';
import { usePreferences, type Density } from '../app/preferences.ts';
import { FileLine } from './FileLine.tsx';
import { FilesHead } from './FilesHead.tsx';
import { LineBox } from './LineBox.tsx';
import { linesToDraw } from './lines-to-draw.ts';
import type { FileFocus } from './use-file-focus.ts';
import { useListFocus, type ListPlace } from './use-list-focus.ts';
import './FilesList.css';

export interface FilesListProps extends ListPlace {
  readonly sort: FileSort;
  readonly onSort: (by: FileSort['by']) => void;
  readonly words: readonly string[];
  readonly turnOf: (row: FileRow) => number | null;
  readonly nowMs: number;
  /** Hands the files to the system while they are dragged; null where the host cannot. */
  readonly onDrag: ((ids: readonly string[]) => void) | null;
}

/** The tokens have the same numbers. */
const lineHeights: Readonly<Record<Density, number>> = { compact: 28, regular: 34, relaxed: 42 };

/** Every file that matches, one a line: a grid of which only what is seen is in the document. */
export function FilesList(props: FilesListProps): ReactElement {
  const { list, count, sort, words, nowMs } = props;
  const linePx = lineHeights[usePreferences(({ density }) => density)];
  const grid = useRef<HTMLDivElement>(null);
  const { lines, focus } = useListFocus(props, grid, { linePx, perLine: 1 });
  return (
    <div
      ref={grid}
      className="files-grid"
      role="grid"
      aria-label="Files"
      aria-rowcount={count + 1}
      aria-multiselectable
      onKeyDown={(event) => focus.onKeyDown(event)}
      onFocus={(event) => focus.onFocus(event)}
    >
      <FilesHead sort={sort} onSort={props.onSort} />
      <div
        className="files-lines"
        role="presentation"
        onClick={(event) => pressOn(event, focus)}
        onDragStart={(event) => dragOut(event, props)}
      >
        <LineBox lines={lines}>
          {linesToDraw(lines.range, count, focus.activeIndex).map((index) => {
            const row = list.rowAt(index);
            return (
              <FileLine
                key={index}
                row={row}
                index={index}
                topPx={(index - lines.range.base) * linePx}
                isActive={index === focus.activeIndex}
                isSelected={row !== null && props.selection.files.has(row.id)}
                mailboxTurn={row === null ? null : props.turnOf(row)}
                words={words}
                nowMs={nowMs}
                canDrag={props.onDrag !== null}
              />
            );
          })}
        </LineBox>
      </div>
    </div>
  );
}

/** The file under the pointer is pressed, with what is held. */
export function pressOn(event: MouseEvent, focus: FileFocus): void {
  const index = indexUnder(event.target);
  if (index !== null) focus.press(index, { shift: event.shiftKey, mod: event.ctrlKey || event.metaKey });
}

/** The files that are selected, or the one under the pointer where that is none of them. */
export function dragOut(event: DragEvent, place: Pick<FilesListProps, 'list' | 'selection' | 'onDrag'>): void {
  const { list, selection, onDrag } = place;
  event.preventDefault();
  const index = indexUnder(event.target);
  const row = index === null ? null : list.rowAt(index);
  if (onDrag === null || row === null) return;
  onDrag(selection.files.has(row.id) ? [...selection.files.keys()] : [row.id]);
}

function indexUnder(target: EventTarget): number | null {
  const index = target instanceof Element ? target.closest<HTMLElement>('[data-index]')?.dataset['index'] : undefined;
  return index === undefined ? null : Number(index);
}
