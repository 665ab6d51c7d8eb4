import { memo, type MouseEvent, type ReactElement } from 'react';
import type { OutboxRow } from '../../contract/outbox.ts';
import { toneOf } from './describe-row.ts';
import { OutboxRowLine } from './OutboxRowLine.tsx';
import { isQueued } from './queue-order.ts';

export interface OutboxListRowProps {
  readonly row: OutboxRow;
  /** From 1, over the whole list. */
  readonly rowIndex: number;
  readonly startPx: number;
  /** The one row that Tab leads to. */
  readonly isActive: boolean;
  /** Null where rows are not selected, only opened. */
  readonly isSelected: boolean | null;
  /** Where a row that is dragged would come to stand. */
  readonly dropSide: 'before' | 'after' | null;
  readonly onPress: (id: string, keys: PressKeys) => void;
}

export type PressKeys = Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>;

/** Drawn again only when it changed: scrolling draws what comes in. */
export const OutboxListRow = memo(function OutboxListRow(props: OutboxListRowProps): ReactElement {
  const { row, rowIndex, startPx, isActive, isSelected, dropSide, onPress } = props;
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      {...(isSelected === null ? {} : { 'aria-selected': isSelected })}
      className="outbox-row"
      data-id={row.id}
      data-tone={toneOf(row)}
      data-drop={dropSide ?? undefined}
      draggable={isQueued(row)}
      tabIndex={isActive ? 0 : -1}
      style={{ transform: `translateY(${startPx}px)` }}
      onClick={(event) => {
        if (!isOnButton(event)) onPress(row.id, event);
      }}
    >
      <div role="gridcell" className="outbox-row-cell">
        <OutboxRowLine row={row} />
      </div>
    </div>
  );
});

function isOnButton({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest('button') !== null;
}
