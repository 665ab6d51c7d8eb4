import type { AccountId } from '../../../contract/ids.ts';
import type { BudgetKind, BudgetSlice, BudgetStore } from '../../core/ports/budget-store.ts';
import type { WriteDb } from './connection.ts';
import { inTransaction } from './in-transaction.ts';
import { readRow, readRows, write } from './run-statement.ts';
import { sql } from './statement.ts';

interface Budget {
  readonly mailbox: AccountId;
  readonly kind: BudgetKind;
}

const selectSlices = sql<Budget & { sinceMs: number }, BudgetSlice>(`
  SELECT start_ms AS startMs, used FROM budget_slice
  WHERE mailbox = :mailbox AND kind = :kind AND start_ms >= :sinceMs ORDER BY start_ms`);

const addToSlice = sql<Budget & BudgetSlice>(`
  INSERT INTO budget_slice (mailbox, kind, start_ms, used) VALUES (:mailbox, :kind, :startMs, :used)
  ON CONFLICT (mailbox, kind, start_ms) DO UPDATE SET used = used + excluded.used`);

const deleteOldSlices = sql<Budget & { beforeMs: number }>(`
  DELETE FROM budget_slice WHERE mailbox = :mailbox AND kind = :kind AND start_ms < :beforeMs`);

const selectBlock = sql<{ mailbox: AccountId }, { untilMs: number }>(`
  SELECT until_ms AS untilMs FROM mailbox_block WHERE mailbox = :mailbox`);

const upsertBlock = sql<{ mailbox: AccountId; untilMs: number }>(`
  INSERT INTO mailbox_block (mailbox, until_ms) VALUES (:mailbox, :untilMs)
  ON CONFLICT (mailbox) DO UPDATE SET until_ms = excluded.until_ms`);

export function sqliteBudgetStore(db: WriteDb): BudgetStore {
  return {
    load: (mailbox, kind, sinceMs) => readRows(db, selectSlices, { mailbox, kind, sinceMs }),
    add: (mailbox, kind, startMs, amount, dropBeforeMs) =>
      inTransaction(db, () => {
        write(db, addToSlice, { mailbox, kind, startMs, used: amount });
        write(db, deleteOldSlices, { mailbox, kind, beforeMs: dropBeforeMs });
      }),
    loadBlockedUntilMs: (mailbox) => readRow(db, selectBlock, { mailbox })?.untilMs ?? 0,
    saveBlockedUntilMs: (mailbox, untilMs) =>
      inTransaction(db, () => {
        write(db, upsertBlock, { mailbox, untilMs });
      }),
  };
}
