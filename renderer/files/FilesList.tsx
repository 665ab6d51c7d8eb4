import { useRef, type ReactElement } from 'react';
import type { FileRow, FileSort } from '../../contract/files.ts';
import { usePreferences, type Density } from '../app/preferences.ts';
import { FileLine } from './FileLine.tsx';
import { FilesGrid } from './FilesGrid.tsx';
import { FilesHead } from './FilesHead.tsx';
import { linesToDraw } from './lines-to-draw.ts';
import { useListFocus, type ListPlace } from './use-list-focus.ts';

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
    <FilesGrid
      gridRef={grid}
      lines={lines}
      focus={focus}
      place={props}
      onDrag={props.onDrag}
      rowCount={count + 1}
      head={<FilesHead sort={sort} onSort={props.onSort} />}
    >
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
    </FilesGrid>
  );
}
