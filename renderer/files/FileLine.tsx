import { memo, type CSSProperties, type ReactElement } from 'react';
import type { FileRow } from '../../contract/files.ts';
import { formatBytes } from '../ui/format/format-bytes.ts';
import { formatMoment } from '../ui/format/format-time.ts';
import { glyphOf, receivedWords, verdictOf, whereOf } from './file-words.ts';
import { shownText } from './shown-text.ts';
import { ShownName } from './ShownName.tsx';

export interface FileLineProps {
  /** Null while it is on its way. */
  readonly row: FileRow | null;
  readonly index: number;
  readonly topPx: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  /** The mailbox's own colour, as a turn of the hue; null while there is only one. */
  readonly mailboxTurn: number | null;
  readonly words: readonly string[];
  /** The minute that times are told by. */
  readonly nowMs: number;
  readonly canDrag: boolean;
}

/** One file. Drawn again only when it changed: scrolling draws what comes in. */
export const FileLine = memo(function FileLine(props: FileLineProps): ReactElement {
  const { row, index, topPx, isActive, isSelected, mailboxTurn, words, nowMs } = props;
  const style: CSSProperties = {
    top: topPx,
    ...(mailboxTurn !== null && { ['--mailbox-turn' as string]: mailboxTurn }),
  };
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className="files-line"
      data-index={index}
      data-state={row?.state}
      data-spine={mailboxTurn !== null || undefined}
      tabIndex={isActive ? 0 : -1}
      draggable={props.canDrag && row !== null}
      style={style}
    >
      {row === null ? (
        <div role="gridcell" aria-label="On its way" className="files-line-empty" />
      ) : (
        <FileCells row={row} words={words} nowMs={nowMs} />
      )}
    </div>
  );
});

function FileCells({
  row,
  words,
  nowMs,
}: {
  readonly row: FileRow;
  readonly words: readonly string[];
  readonly nowMs: number;
}): ReactElement {
  const where = whereOf(row);
  const from = shownText(row.fromName ?? row.from);
  return (
    <>
      <div role="gridcell" className="files-cell-name" title={shownText(row.name)}>
        <ShownName name={row.name} words={words} />
      </div>
      <div role="gridcell" className="files-cell-from" title={shownText(row.from)}>
        <bdi>{from}</bdi>
      </div>
      <div role="gridcell" className="files-cell-received">
        <time dateTime={row.receivedAt} title={formatMoment(row.receivedAt)}>
          {receivedWords(row, nowMs)}
        </time>
      </div>
      <div role="gridcell" className="files-cell-size">
        {row.sizeBytes === null ? '' : formatBytes(row.sizeBytes)}
      </div>
      <div role="gridcell" className="files-cell-kind mono">
        {glyphOf(row)}
      </div>
      <div
        role="gridcell"
        className="files-cell-where tone"
        data-tone={where.tone}
        title={verdictOf(row, null) ?? undefined}
      >
        {where.words}
      </div>
    </>
  );
}
