import type { OutboxRow } from '../../contract/outbox.ts';
import type { ApiClient } from '../engine/host.ts';

/** The outbox as last heard of, for what the main process shows and asks. It outlives restarts of the engine. */
export interface OutboxMirror {
  rows(): readonly OutboxRow[];
  /** Follows the outbox until the engine ends. Never rejects: the next engine is followed anew. */
  follow(client: Pick<ApiClient, 'outbox'>): Promise<void>;
}

export function outboxMirror(onChange: (before: OutboxRow | undefined, row: OutboxRow) => void): OutboxMirror {
  const rows = new Map<string, OutboxRow>();
  return {
    rows: () => [...rows.values()],
    async follow({ outbox }) {
      try {
        for await (const row of await outbox.watchAll({})) {
          const before = rows.get(row.id);
          rows.set(row.id, row);
          onChange(before, row);
        }
      } catch {
        // The engine ended. What is known stays until its successor says otherwise.
      }
    },
  };
}
