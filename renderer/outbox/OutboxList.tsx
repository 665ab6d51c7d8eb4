import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type ReactElement } from 'react';
import { usePreferences, type Density } from '../app/preferences.ts';
import { useKeptScroll } from '../app/use-kept-scroll.ts';
import { useShortcut } from '../app/use-shortcut.ts';
import { formatCount } from '../ui/format/count-words.ts';
import { listItems } from './list-items.ts';
import { OutboxListRow, type PressKeys } from './OutboxListRow.tsx';
import { nothingPicked, type Picked, pickRange, togglePicked } from './picked-rows.ts';
import type { Section } from './sections.ts';
import { isQueued } from './queue-order.ts';
import { TryAllAgain } from './TryAllAgain.tsx';
import { useIsNarrow } from './use-is-narrow.ts';
import { useQueue } from './use-queue.ts';
import { useRowDrag } from './use-row-drag.ts';
import { useRowFocus } from './use-row-focus.ts';
import './OutboxList.css';

export interface OutboxListProps {
  readonly sections: readonly Section[];
  readonly openId: string | null;
  readonly onOpen: (id: string | null) => void;
  readonly picked: Picked;
  readonly onPick: (picked: Picked) => void;
}

/** Two lines a row: the density's row height and one small line. The tokens have the same numbers. */
const rowHeights: Readonly<Record<Density, number>> = { compact: 48, regular: 54, relaxed: 62 };
const headingHeight = 36;

/**
 * Every message by section: a grid of one column, of which only what is seen is in the document, and the row that has
 * or would get the focus. Ten thousand rows scroll like ten; assistive technology is told of all of them.
 */
export function OutboxList({ sections, openId, onOpen, picked, onPick }: OutboxListProps): ReactElement {
  const rowHeight = rowHeights[usePreferences(({ density }) => density)];
  // Where opening hides the list, arrows only move in it; Enter opens.
  const isNarrow = useIsNarrow();
  const grid = useRef<HTMLDivElement>(null);
  const items = useMemo(() => listItems(sections), [sections]);
  const rowIds = (): readonly string[] => sections.flatMap(({ rows }) => rows.map(({ id }) => id));
  const pickTo = (from: string | null, to: string): void => onPick(pickRange(picked, rowIds(), from ?? to, to));
  const idAt = (index: number): string | null => {
    const item = items.at(index);
    return item?.kind === 'row' ? item.row.id : null;
  };
  const focus = useRowFocus({
    items,
    grid,
    openId,
    onOpen,
    opensByArrow: !isNarrow,
    rowHeight,
    onExtend(from, to) {
      const id = idAt(to);
      if (id !== null) pickTo(idAt(from), id);
    },
  });
  const hasPicked = picked.ids.size > 0;
  const { activeIndex } = focus;
  const queue = useQueue();
  const drag = useRowDrag(queue);
  const moveActive = (step: 1 | -1): boolean => {
    const item = activeIndex === null ? null : items.at(activeIndex);
    if (item?.kind !== 'row' || !isQueued(item.row)) return false;
    return grid.current?.contains(document.activeElement) === true && queue.move(item.row.id, { kind: 'step', step });
  };
  const press = (id: string, { shiftKey, ctrlKey, metaKey }: PressKeys): void => {
    if (shiftKey) return pickTo(openId, id);
    if (ctrlKey || metaKey) return onPick(togglePicked(picked, id));
    onPick(nothingPicked);
    onOpen(id);
  };
  // The same function for every drawing, so that rows that did not change are not drawn again.
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  const pressed = useRef((id: string, keys: PressKeys) => latest.current(id, keys));
  useShortcut('moveUp', () => moveActive(-1));
  useShortcut('moveDown', () => moveActive(1));
  const virtualizer = useVirtualizer({
    count: items.count,
    overscan: 6,
    scrollPaddingStart: headingHeight,
    getScrollElement: () => grid.current,
    estimateSize: (index) => (items.at(index)?.kind === 'heading' ? headingHeight : rowHeight),
    getItemKey: useCallback(
      (index: number) => {
        const item = items.at(index);
        return item === null ? index : item.kind === 'row' ? item.row.id : item.section.kind;
      },
      [items],
    ),
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      if (activeIndex === null || seen.includes(activeIndex)) return seen;
      return [...seen, activeIndex].toSorted((a, b) => a - b);
    },
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  useKeptScroll({ name: 'outbox', open: openId, scrolled: grid, rows: items.count });
  const lines = virtualizer.getVirtualItems();
  const groups = Map.groupBy(lines, ({ index }) => items.at(index)?.section);

  return (
    <div
      ref={grid}
      className="outbox-rows"
      role="grid"
      aria-label="Messages"
      aria-rowcount={items.count}
      aria-multiselectable
      tabIndex={-1}
      onKeyDown={(event) => focus.onKeyDown(event, (index) => virtualizer.scrollToIndex(index))}
      onDragStart={(event) => drag.onDragStart(event)}
      onDragOver={(event) => drag.onDragOver(event)}
      onDrop={(event) => drag.onDrop(event)}
      onDragEnd={() => drag.onDragEnd()}
      onFocus={(event) => focus.onFocus(event)}
      onBlur={(event) => focus.onBlur(event)}
    >
      <div role="presentation" className="outbox-rows-inner" style={{ height: virtualizer.getTotalSize() }}>
        {[...groups].map(([section, its]) =>
          section === undefined ? null : (
            <div key={section.kind} role="rowgroup" aria-label={section.title}>
              {its.map(({ index, start }) => {
                const item = items.at(index);
                if (item === null) return null;
                if (item.kind === 'heading') return <Heading key="heading" {...{ section, index, start }} />;
                const { row } = item;
                return (
                  <OutboxListRow
                    key={row.id}
                    row={row}
                    rowIndex={index + 1}
                    startPx={start}
                    isActive={index === activeIndex}
                    isSelected={hasPicked ? picked.ids.has(row.id) : isNarrow ? null : row.id === openId}
                    dropSide={drag.place?.id === row.id ? drag.place.side : null}
                    onPress={pressed.current}
                  />
                );
              })}
            </div>
          ),
        )}
      </div>
    </div>
  );
}

function Heading({
  section,
  index,
  start,
}: {
  readonly section: Section;
  readonly index: number;
  readonly start: number;
}): ReactElement {
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      className="outbox-heading"
      data-tone={section.tone}
      style={{ transform: `translateY(${start}px)` }}
    >
      <span role="rowheader">{section.title}</span>
      <span role="gridcell" className="outbox-heading-count">
        <TryAllAgain section={section} />
        {formatCount(section.rows.length)}
      </span>
    </div>
  );
}
