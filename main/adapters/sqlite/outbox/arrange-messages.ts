import type { AccountId, OutboxId } from '../../../../contract/ids.ts';
import { advanceKey } from '../../../core/outbox/outbox-jobs.ts';
import { unsentSteps } from '../../../core/outbox/outbox-record.ts';
import type { JobStore } from '../../../core/ports/job-store.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { readRow, write } from '../run-statement.ts';
import { sql } from '../statement.ts';

interface Named {
  readonly account: AccountId;
  readonly ids: string;
  readonly steps: string;
}

const selectFirstOther = sql<Named, { place: number }>(`
  SELECT min(0, coalesce(min(place), 0)) AS place FROM outbox
  WHERE account = :account AND step IN (SELECT value FROM json_each(:steps))
    AND id NOT IN (SELECT value FROM json_each(:ids))`);

const updatePlace = sql<{ id: OutboxId; account: AccountId; steps: string; place: number; nowMs: number }>(`
  UPDATE outbox SET place = :place, updated_at_ms = :nowMs
  WHERE id = :id AND account = :account AND step IN (SELECT value FROM json_each(:steps))`);

/** Places below every other, so that what comes later, at 0, queues behind without anybody counting. */
export function arrangeMessages(
  db: WriteDb,
  jobs: Pick<JobStore, 'place'>,
  account: AccountId,
  ids: readonly OutboxId[],
  nowMs: number,
): readonly OutboxId[] {
  const steps = JSON.stringify(unsentSteps);
  return inTransaction(db, () => {
    const first = readRow(db, selectFirstOther, { account, ids: JSON.stringify(ids), steps })?.place ?? 0;
    return ids.filter((id, index) => {
      const place = first - ids.length + index;
      if (write(db, updatePlace, { id, account, steps, place, nowMs }) === 0) return false;
      jobs.place(advanceKey(id), place);
      return true;
    });
  });
}
