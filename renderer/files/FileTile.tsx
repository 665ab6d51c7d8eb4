import { memo, type CSSProperties, type ReactElement } from 'react';
import type { FileRow } from '../../contract/files.ts';
import { formatBytes } from '../ui/format/format-bytes.ts';
import { stateOf } from './file-words.ts';
import { shownText } from './shown-text.ts';
import { ShownName } from './ShownName.tsx';
import { Thumbnail } from './Thumbnail.tsx';

export interface FileTileProps {
  readonly row: FileRow | null;
  readonly index: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly mailboxTurn: number | null;
  readonly words: readonly string[];
  readonly canDrag: boolean;
}

/** One file as a tile: its picture, its name and its size, or why it has none. */
export const FileTile = memo(function FileTile(props: FileTileProps): ReactElement {
  const { row, index } = props;
  const style: CSSProperties = props.mailboxTurn === null ? {} : { ['--mailbox-turn' as string]: props.mailboxTurn };
  return (
    <div
      role="gridcell"
      className="files-tile"
      data-state={row?.state}
      data-spine={props.mailboxTurn !== null || undefined}
      data-index={index}
      aria-selected={props.isSelected}
      tabIndex={props.isActive ? 0 : -1}
      draggable={props.canDrag && row !== null}
      style={style}
    >
      {row === null ? (
        <span className="visually-hidden">On its way</span>
      ) : (
        <>
          <Thumbnail key={row.id} row={row} />
          <span className="files-tile-name" title={shownText(row.name)}>
            <ShownName name={row.name} words={props.words} />
          </span>
          <span className="files-tile-facts tone" data-tone={row.state === 'stored' ? 'ink' : stateOf(row).tone}>
            {row.state === 'stored' ? formatBytes(row.sizeBytes ?? 0) : stateOf(row).words}
          </span>
        </>
      )}
    </div>
  );
});
