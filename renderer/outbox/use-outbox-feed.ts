import { useEffect, useRef } from 'react';
import type { OutboxRow } from '../../contract/outbox.ts';
import { useClient, useConnectionState } from '../app/connection.tsx';
import { useStream } from '../app/use-stream.ts';
import { announce } from '../ui/announce.ts';
import { describeMilestone } from './describe-milestone.ts';
import { keepOnly, takeRows, useOutboxRows } from './outbox-rows.ts';

const batchMs = 60;

/** Keeps the rows current. Mounted once, at the top; many changes at once become one. */
export function useOutboxFeed(): void {
  const client = useClient();
  const isConnected = useConnectionState() === 'connected';
  const pending = useRef(new Map<string, OutboxRow>());
  const timer = useRef<number | undefined>(undefined);

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
    'outbox.watchAll',
    (engine, signal) => engine.outbox.watchAll({}, { signal }),
    (row) => {
      pending.current.set(row.id, row);
      timer.current ??= window.setTimeout(flush, batchMs);
    },
  );

  // An empty outbox sends no row, and one that was discarded while the engine was away is told by nobody.
  useEffect(() => {
    if (!isConnected) return;
    let isCurrent = true;
    const reconcile = async (): Promise<void> => {
      const rows = await client.outbox.list({});
      if (!isCurrent) return;
      takeRows(rows, Date.now());
      keepOnly(new Set(rows.map((row) => row.id)));
    };
    // Without an answer the rows stay as they are, and the next connection asks again.
    reconcile().catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [client, isConnected]);
}
