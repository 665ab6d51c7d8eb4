import type { OutboxRow, OutboxState } from '../../contract/outbox.ts';

const queued: ReadonlySet<OutboxState> = new Set(['checked', 'uploading', 'paused', 'paced']);

/** Whether its place among the others of its mailbox still matters: it is handed over, and nothing of it has left. */
export function isQueued({ state }: Pick<OutboxRow, 'state'>): boolean {
  return queued.has(state);
}

/** As the engine takes them: what a person placed, then as they came. */
export function byPlace(a: OutboxRow, b: OutboxRow): number {
  return a.place - b.place || (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0);
}

/** Its mailbox's messages in the order in which they go. */
export function queueOf(rows: Iterable<OutboxRow>, { account }: Pick<OutboxRow, 'account'>): readonly OutboxRow[] {
  return [...rows].filter((row) => row.account === account && isQueued(row)).toSorted(byPlace);
}

type Move =
  | { readonly kind: 'first' }
  | { readonly kind: 'step'; readonly step: 1 | -1 }
  | { readonly kind: 'beside'; readonly target: string; readonly side: 'before' | 'after' };

/** The ids that have to go first, in order, so that this message stands where it is wanted; null when it does already. */
export function moveInQueue(queue: readonly OutboxRow[], id: string, move: Move): readonly OutboxRow['id'][] | null {
  const from = queue.findIndex((row) => row.id === id);
  const moved = queue[from];
  if (moved === undefined) return null;
  const others = queue.toSpliced(from, 1);
  const to = placeFor(others, from, move);
  if (to === null || to === from || to < 0 || to > others.length) return null;
  return others.toSpliced(to, 0, moved).map((row) => row.id);
}

function placeFor(others: readonly OutboxRow[], from: number, move: Move): number | null {
  switch (move.kind) {
    case 'first':
      return 0;
    case 'step':
      return from + move.step;
    case 'beside': {
      const target = others.findIndex((row) => row.id === move.target);
      return target === -1 ? null : target + (move.side === 'before' ? 0 : 1);
    }
  }
}
