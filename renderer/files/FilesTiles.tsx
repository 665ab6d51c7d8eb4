import { useLayoutEffect, useRef, useState, type ReactElement } from 'react';
import { FilesGrid } from './FilesGrid.tsx';
import type { FilesListProps } from './FilesList.tsx';
import { FileTile } from './FileTile.tsx';
import { linesToDraw } from './lines-to-draw.ts';
import { useListFocus } from './use-list-focus.ts';

export type FilesTilesProps = Omit<FilesListProps, 'sort' | 'onSort' | 'nowMs'>;

const tilePx = { width: 168, height: 184 };

/** The same list as pictures: as many beside each other as there is room for. */
export function FilesTiles(props: FilesTilesProps): ReactElement {
  const { list, count } = props;
  const grid = useRef<HTMLDivElement>(null);
  const perLine = useTilesPerLine(grid);
  const lineCount = Math.ceil(count / perLine);
  const { lines, focus } = useListFocus(props, grid, { linePx: tilePx.height, perLine });
  const activeLine = Math.floor(focus.activeIndex / perLine);
  return (
    <FilesGrid
      gridRef={grid}
      lines={lines}
      focus={focus}
      place={props}
      onDrag={props.onDrag}
      rowCount={lineCount}
      columnCount={perLine}
    >
      {linesToDraw(lines.range, lineCount, activeLine).map((line) => (
        <div
          key={line}
          role="row"
          aria-rowindex={line + 1}
          className="files-tiles"
          style={{ top: (line - lines.range.base) * tilePx.height }}
        >
          {tilesOf(line, perLine, count).map((index) => {
            const row = list.rowAt(index);
            return (
              <FileTile
                key={index}
                row={row}
                index={index}
                isActive={index === focus.activeIndex}
                isSelected={row !== null && props.selection.files.has(row.id)}
                mailboxTurn={row === null ? null : props.turnOf(row)}
                words={props.words}
                canDrag={props.onDrag !== null}
              />
            );
          })}
        </div>
      ))}
    </FilesGrid>
  );
}

function tilesOf(line: number, perLine: number, count: number): readonly number[] {
  const first = line * perLine;
  return Array.from({ length: Math.max(0, Math.min(perLine, count - first)) }, (_, at) => first + at);
}

function useTilesPerLine(grid: { readonly current: HTMLElement | null }): number {
  const [perLine, setPerLine] = useState(4);
  useLayoutEffect(() => {
    const element = grid.current;
    if (element === null) return;
    const count = (): void => setPerLine(Math.max(1, Math.floor((element.clientWidth - 24) / tilePx.width)));
    const observer = new ResizeObserver(count);
    observer.observe(element);
    count();
    return () => observer.disconnect();
  }, []);
  return perLine;
}
