import { useState, type DragEvent } from 'react';
import { isQueued } from './queue-order.ts';
import { useOutboxRows } from './outbox-rows.ts';
import type { Queue } from './use-queue.ts';

interface DropPlace {
  readonly id: string;
  readonly side: 'before' | 'after';
}

export interface RowDrag {
  /** Where the row would come to stand. */
  readonly place: DropPlace | null;
  onDragStart(event: DragEvent): void;
  onDragOver(event: DragEvent): void;
  onDrop(event: DragEvent): void;
  onDragEnd(): void;
}

/** Dragging a message to another place of its mailbox's queue. By keyboard the same is done with Alt and an arrow. */
export function useRowDrag(queue: Queue): RowDrag {
  const [dragged, setDragged] = useState<string | null>(null);
  const [place, setPlace] = useState<DropPlace | null>(null);

  function placeUnder(event: DragEvent): DropPlace | null {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-id]') : null;
    const id = row?.dataset['id'];
    if (row === null || id === undefined || dragged === null || id === dragged) return null;
    const { byId } = useOutboxRows.getState();
    const [own, other] = [byId.get(dragged)?.row, byId.get(id)?.row];
    if (own === undefined || other === undefined || own.account !== other.account || !isQueued(other)) return null;
    const { top, height } = row.getBoundingClientRect();
    return { id, side: event.clientY < top + height / 2 ? 'before' : 'after' };
  }

  return {
    place,
    onDragStart(event) {
      const id = event.target instanceof HTMLElement ? (event.target.dataset['id'] ?? null) : null;
      event.dataTransfer.effectAllowed = 'move';
      setDragged(id);
    },
    onDragOver(event) {
      const under = placeUnder(event);
      if (under === null) return setPlace(null);
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move';
      if (under.id !== place?.id || under.side !== place.side) setPlace(under);
    },
    onDrop(event) {
      const under = placeUnder(event);
      if (under === null || dragged === null) return;
      event.preventDefault();
      queue.move(dragged, { kind: 'beside', target: under.id, side: under.side });
    },
    onDragEnd() {
      setDragged(null);
      setPlace(null);
    },
  };
}
