import { accountRow, type AccountRow, type Delegation } from '../../../contract/accounts.ts';
import type { AccountId } from '../../../contract/ids.ts';
import type { AccountStore } from '../../core/ports/account-store.ts';
import type { WriteDb } from './connection.ts';
import { inTransaction } from './in-transaction.ts';
import { readRow, readRows, write } from './run-statement.ts';
import { sql } from './statement.ts';

interface DelegationColumns {
  readonly through: string | null;
  readonly place: string | null;
  readonly maySend: string | null;
  readonly mayAttachLarge: string | null;
  readonly checkedAtMs: number | null;
}

interface AccountColumns extends DelegationColumns {
  readonly id: string;
  readonly address: string;
  readonly name: string | null;
  readonly tenant: string;
  readonly cloud: string;
  readonly state: string;
  /** A JSON array. */
  readonly scopes: string;
  readonly clientId: string | null;
  readonly signInReason: string | null;
}

/** An address that is used through an account has that account's state, and is not there while that one is not. */
const rows = `
  SELECT account.id, account.address, account.name, account.tenant, account.cloud,
    coalesce(owner.state, account.state) AS state, coalesce(owner.scopes, account.scopes) AS scopes,
    account.client_id AS clientId, coalesce(owner.sign_in_reason, account.sign_in_reason) AS signInReason, account.through, account.place, account.may_send AS maySend,
    account.may_attach_large AS mayAttachLarge, account.checked_at_ms AS checkedAtMs
  FROM account LEFT JOIN account AS owner ON owner.id = account.through
  WHERE (account.through IS NULL OR owner.id IS NOT NULL)`;

const selectById = sql<{ id: AccountId }, AccountColumns>(`${rows} AND account.id = :id`);
const selectByAddress = sql<{ address: string }, AccountColumns>(
  `${rows} AND account.address = :address AND account.through IS NULL
   ORDER BY account.created_at_ms, account.id LIMIT 1`,
);
const selectAll = sql<null, AccountColumns>(
  `${rows} ORDER BY account.through IS NOT NULL, account.created_at_ms, account.id`,
);
const upsertAccount = sql<AccountColumns & { nowMs: number }>(`
  INSERT INTO account (id, address, name, tenant, cloud, state, scopes, client_id, sign_in_reason, through, place, may_send,
    may_attach_large, checked_at_ms, created_at_ms, updated_at_ms)
  VALUES (:id, :address, :name, :tenant, :cloud, :state, :scopes, :clientId, :signInReason, :through, :place, :maySend,
    :mayAttachLarge, :checkedAtMs, :nowMs, :nowMs)
  ON CONFLICT (id) DO UPDATE SET address = :address, name = :name, tenant = :tenant, cloud = :cloud,
    state = :state, scopes = :scopes, client_id = :clientId, sign_in_reason = :signInReason, through = :through, place = :place, may_send = :maySend,
    may_attach_large = :mayAttachLarge, checked_at_ms = :checkedAtMs, updated_at_ms = :nowMs`);
const updateState = sql<{ id: AccountId; state: string; reason: string | null; nowMs: number }>(
  `UPDATE account SET state = :state, sign_in_reason = :reason, updated_at_ms = :nowMs
   WHERE id = coalesce((SELECT through FROM account WHERE id = :id), :id) AND state <> :state`,
);
const deleteAccount = sql<{ id: AccountId }>('DELETE FROM account WHERE id = :id');

/** Connected mailboxes on SQLite, oldest first, before those that are used through them. Addresses are compared without case. */
export function sqliteAccountStore(db: WriteDb): AccountStore {
  return {
    upsert(account, nowMs) {
      const { delegation, clientId = null, signInReason = null, ...own } = account;
      const row = {
        ...own,
        clientId,
        signInReason,
        scopes: JSON.stringify(account.scopes),
        ...columnsOf(delegation),
        nowMs,
      };
      inTransaction(db, () => write(db, upsertAccount, row));
    },
    get: (id) => readAccount(readRow(db, selectById, { id })),
    findByAddress: (address) => readAccount(readRow(db, selectByAddress, { address })),
    list: () => readRows(db, selectAll).flatMap((row) => readAccount(row) ?? []),
    setState(id, state, nowMs, reason) {
      inTransaction(db, () => write(db, updateState, { id, state, reason: reason ?? null, nowMs }));
    },
    remove(id) {
      inTransaction(db, () => write(db, deleteAccount, { id }));
    },
  };
}

function columnsOf(delegation: Delegation | undefined): DelegationColumns {
  const { through = null, place = null, maySend = null, mayAttachLarge = null, checkedAt = null } = delegation ?? {};
  return { through, place, maySend, mayAttachLarge, checkedAtMs: checkedAt === null ? null : Date.parse(checkedAt) };
}

function readAccount(row: AccountColumns | null): AccountRow | null {
  if (row === null) return null;
  const { scopes, clientId, signInReason, through, place, maySend, mayAttachLarge, checkedAtMs, ...own } = row;
  const checkedAt = checkedAtMs === null ? null : new Date(checkedAtMs).toISOString();
  return accountRow.parse({
    ...own,
    scopes: JSON.parse(scopes),
    ...(clientId === null ? {} : { clientId }),
    ...(signInReason === null ? {} : { signInReason }),
    ...(through === null ? {} : { delegation: { through, place, maySend, mayAttachLarge, checkedAt } }),
  });
}
