import { useRef } from 'react';
import type { OutboxRow } from '../../contract/outbox.ts';
import { useStream } from '../app/use-stream.ts';
import { announce } from '../ui/announce.ts';
import { describeMilestone } from './describe-milestone.ts';
import { keepOnly, takeRows, useOutboxRows } from './outbox-rows.ts';

const batchMs = 60;

/** Keeps the rows current. Mounted once, at the top; many changes at once become one. */
export function useOutboxFeed(): void {
  const pending = useRef(new Map<string, OutboxRow>());
  const timer = useRef<number | undefined>(undefined);
  /** What the stream named since it was opened, until it named all; null from then on. */
  const named = useRef<Set<string> | null>(null);

  function flush(): void {
    timer.current = undefined;
    const rows = [...pending.current.values()];
    pending.current.clear();
    const { byId } = useOutboxRows.getState();
    const words = rows.map((row) => describeMilestone(byId.get(row.id)?.row, row)).filter((found) => found !== null);
    takeRows(rows, Date.now());
    if (words.length > 0) announce([...new Set(words)].join(' '));
  }

  useStream(
    'outbox.follow',
    (engine, signal) => {
      named.current = new Set();
      return engine.outbox.follow({}, { signal });
    },
    ({ rows, completes }) => {
      for (const row of rows) {
        pending.current.set(row.id, row);
        named.current?.add(row.id);
      }
      // The end of the first round is told also when it has no row: an empty outbox is known to be empty.
      timer.current ??= window.setTimeout(flush, batchMs);
      if (!completes || named.current === null) return;
      // What went while the engine was away is named by nobody.
      keepOnly(named.current);
      named.current = null;
    },
  );
}
