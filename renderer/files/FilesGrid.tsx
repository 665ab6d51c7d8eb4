import type { DragEvent, MouseEvent, ReactElement, ReactNode, RefObject } from 'react';
import { LineBox } from './LineBox.tsx';
import type { FileFocus } from './use-file-focus.ts';
import type { ListPlace } from './use-list-focus.ts';
import type { LineWindow } from './use-line-window.ts';
import './FilesList.css';

export interface FilesGridProps {
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly lines: LineWindow;
  readonly focus: FileFocus;
  readonly place: Pick<ListPlace, 'list' | 'selection'>;
  /** Hands the files to the system while they are dragged; null where the host cannot. */
  readonly onDrag: ((ids: readonly string[]) => void) | null;
  readonly rowCount: number;
  /** Where there are several beside each other. */
  readonly columnCount?: number;
  readonly head?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of the list of files, whatever a line of it is: a grid whose files are pressed, dragged and walked through. */
export function FilesGrid(props: FilesGridProps): ReactElement {
  const { focus, lines } = props;
  return (
    <div
      ref={props.gridRef}
      className="files-grid"
      role="grid"
      aria-label="Files"
      aria-rowcount={props.rowCount}
      {...(props.columnCount === undefined ? {} : { 'aria-colcount': props.columnCount })}
      aria-multiselectable
      onKeyDown={(event) => focus.onKeyDown(event)}
      onFocus={(event) => focus.onFocus(event)}
    >
      {props.head}
      <div
        className="files-lines"
        role="presentation"
        onClick={(event) => pressOn(event, focus)}
        onDragStart={(event) => dragOut(event, props)}
      >
        <LineBox lines={lines}>{props.children}</LineBox>
      </div>
    </div>
  );
}

/** The file under the pointer is pressed, with what is held. */
function pressOn(event: MouseEvent, focus: FileFocus): void {
  const index = indexUnder(event.target);
  if (index !== null) focus.press(index, { shift: event.shiftKey, mod: event.ctrlKey || event.metaKey });
}

/** The files that are selected, or the one under the pointer where that is none of them. */
function dragOut(event: DragEvent, { place, onDrag }: Pick<FilesGridProps, 'place' | 'onDrag'>): void {
  const { list, selection } = place;
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
