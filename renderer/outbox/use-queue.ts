import { useClient } from '../app/connection.tsx';
import type { Fault } from '../app/fault.ts';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { takeRows, useOutboxRows } from './outbox-rows.ts';
import { moveInQueue, queueOf } from './queue-order.ts';

export interface Queue {
  /** False when there is nowhere to go: the key is somebody else's then. */
  move(id: string, move: Parameters<typeof moveInQueue>[2]): boolean;
  readonly fault: Fault | null;
}

/** Moves a message among the others of its mailbox, and says where it stands. */
export function useQueue(): Queue {
  const client = useClient();
  const action = useAction(
    async (ids: NonNullable<ReturnType<typeof moveInQueue>>) => client.outbox.sendFirst({ ids: [...ids] }),
    (rows) => takeRows(rows, Date.now()),
  );
  return {
    fault: action.fault,
    move(id, move) {
      const { byId } = useOutboxRows.getState();
      const row = byId.get(id)?.row;
      if (row === undefined) return false;
      const queue = queueOf(
        byId.values().map((memory) => memory.row),
        row,
      );
      const ids = moveInQueue(queue, id, move);
      if (ids === null) return false;
      action.run(ids);
      announce(`Moved to place ${String(ids.indexOf(row.id) + 1)} of ${String(ids.length)}`);
      return true;
    },
  };
}
