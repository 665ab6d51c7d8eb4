import { create } from 'zustand';
import type { OutboxRow } from '../../contract/outbox.ts';
import { type OutboxMemory, rememberRow } from './outbox-memory.ts';

interface OutboxRows {
  readonly byId: ReadonlyMap<string, OutboxMemory>;
  /** When the engine last told anything; null before the first answer. Shown as the age while it is away. */
  readonly toldAtMs: number | null;
}

/** Every message that the engine told of. It stays as it was while the engine cannot be reached. */
export const useOutboxRows = create<OutboxRows>(() => ({ byId: new Map(), toldAtMs: null }));

/** Takes over changed rows; the newest word about a message wins. */
export function takeRows(rows: readonly OutboxRow[], nowMs: number): void {
  useOutboxRows.setState(({ byId }) => {
    const next = new Map(byId);
    for (const row of rows) next.set(row.id, rememberRow(next.get(row.id), row, nowMs));
    return { byId: next, toldAtMs: nowMs };
  });
}

/** Forgets what the engine no longer has: discarded drafts. */
export function keepOnly(ids: ReadonlySet<string>): void {
  useOutboxRows.setState(({ byId }) => ({ byId: new Map([...byId].filter(([id]) => ids.has(id))) }));
}
