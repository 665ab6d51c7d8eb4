import { accountRow, type AccountRow } from '../../../contract/accounts.ts';
import type { AccountId } from '../../../contract/ids.ts';
import type { AccountStore } from '../../core/ports/account-store.ts';
import type { WriteDb } from './connection.ts';
import { inTransaction } from './in-transaction.ts';
import { readRow, readRows, write } from './run-statement.ts';
import { sql } from './statement.ts';

interface AccountColumns {
  readonly id: string;
  readonly address: string;
  readonly name: string | null;
  readonly tenant: string;
  readonly cloud: string;
  readonly state: string;
  /** A JSON array. */
  readonly scopes: string;
}

const columns = 'id, address, name, tenant, cloud, state, scopes';

const selectById = sql<{ id: AccountId }, AccountColumns>(`SELECT ${columns} FROM account WHERE id = :id`);
const selectByAddress = sql<{ address: string }, AccountColumns>(
  `SELECT ${columns} FROM account WHERE address = :address ORDER BY created_at_ms, id LIMIT 1`,
);
const selectAll = sql<null, AccountColumns>(`SELECT ${columns} FROM account ORDER BY created_at_ms, id`);
const upsertAccount = sql<AccountColumns & { nowMs: number }>(`
  INSERT INTO account (id, address, name, tenant, cloud, state, scopes, created_at_ms, updated_at_ms)
  VALUES (:id, :address, :name, :tenant, :cloud, :state, :scopes, :nowMs, :nowMs)
  ON CONFLICT (id) DO UPDATE SET address = :address, name = :name, tenant = :tenant, cloud = :cloud,
    state = :state, scopes = :scopes, updated_at_ms = :nowMs`);
const updateState = sql<{ id: AccountId; state: string; nowMs: number }>(
  'UPDATE account SET state = :state, updated_at_ms = :nowMs WHERE id = :id AND state <> :state',
);
const deleteAccount = sql<{ id: AccountId }>('DELETE FROM account WHERE id = :id');

/** Connected mailboxes on SQLite, oldest first. Addresses are compared without case. */
export function sqliteAccountStore(db: WriteDb): AccountStore {
  return {
    upsert(account, nowMs) {
      const row = { ...account, scopes: JSON.stringify(account.scopes), nowMs };
      inTransaction(db, () => write(db, upsertAccount, row));
    },
    get: (id) => readAccount(readRow(db, selectById, { id })),
    findByAddress: (address) => readAccount(readRow(db, selectByAddress, { address })),
    list: () => readRows(db, selectAll).flatMap((row) => readAccount(row) ?? []),
    setState(id, state, nowMs) {
      inTransaction(db, () => write(db, updateState, { id, state, nowMs }));
    },
    remove(id) {
      inTransaction(db, () => write(db, deleteAccount, { id }));
    },
  };
}

function readAccount(row: AccountColumns | null): AccountRow | null {
  return row === null ? null : accountRow.parse({ ...row, scopes: JSON.parse(row.scopes) });
}
