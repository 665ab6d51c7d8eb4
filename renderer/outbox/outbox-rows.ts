import { create } from 'zustand';
import type { OutboxRow } from '../../contract/outbox.ts';
import { type OutboxMemory, rememberRow } from './outbox-memory.ts';

interface OutboxRows {
  readonly byId: ReadonlyMap<string, OutboxMemory>;
  /** Drafts that are being discarded: in no list, but not gone while there is time for Undo. */
  readonly hidden: ReadonlyMap<string, OutboxMemory | null>;
  /** When the engine last told anything; null before the first answer. Shown as the age while it is away. */
  readonly toldAtMs: number | null;
}

/** Every message that the engine told of. It stays as it was while the engine cannot be reached. */
export const useOutboxRows = create<OutboxRows>(() => ({ byId: new Map(), hidden: new Map(), toldAtMs: null }));

/** Takes over changed rows; the newest word about a message wins. */
export function takeRows(rows: readonly OutboxRow[], nowMs: number): void {
  useOutboxRows.setState(({ byId, hidden }) => {
    const next = { byId: new Map(byId), hidden: new Map(hidden) };
    for (const row of rows) {
      const place: Map<string, OutboxMemory | null> = next.hidden.has(row.id) ? next.hidden : next.byId;
      if (row.isListed) place.set(row.id, rememberRow(place.get(row.id) ?? undefined, row, nowMs));
      else place.delete(row.id);
    }
    return { ...next, toldAtMs: nowMs };
  });
}

/** Takes a draft out of every list, until it is gone or `showRow` brings it back. */
export function hideRow(id: string): void {
  useOutboxRows.setState(({ byId, hidden }) => ({
    byId: without(byId, id),
    hidden: new Map(hidden).set(id, byId.get(id) ?? null),
  }));
}

export function showRow(id: string): void {
  useOutboxRows.setState(({ byId, hidden }) => {
    const memory = hidden.get(id) ?? null;
    return { byId: memory === null ? byId : new Map(byId).set(id, memory), hidden: without(hidden, id) };
  });
}

/** Forgets what the engine no longer has: discarded drafts. */
export function keepOnly(ids: ReadonlySet<string>): void {
  useOutboxRows.setState(({ byId }) => ({ byId: new Map([...byId].filter(([id]) => ids.has(id))) }));
}

function without<T>(map: ReadonlyMap<string, T>, id: string): ReadonlyMap<string, T> {
  return new Map([...map].filter(([other]) => other !== id));
}
