import type { AccountId } from '../../../../contract/ids.ts';
import type { Subscription, SubscriptionStore } from '../../../core/ports/subscription-store.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { readRow, readRows, write } from '../run-statement.ts';
import { sql } from '../statement.ts';

const columns = `
  id, account, folder_id AS folderId, sealed_client_state AS sealedClientState, notification_url AS notificationUrl,
  expires_at_ms AS expiresAtMs, created_at_ms AS createdAtMs, renewed_at_ms AS renewedAtMs`;

const selectAll = sql<null, Subscription>(`SELECT ${columns} FROM subscription ORDER BY account, folder_id`);
const selectOne = sql<{ account: AccountId; folderId: string }, Subscription>(`
  SELECT ${columns} FROM subscription WHERE account = :account AND folder_id = :folderId`);
const deleteOfFolder = sql<{ account: AccountId; folderId: string }>(`
  DELETE FROM subscription WHERE account = :account AND folder_id = :folderId`);
const insert = sql<Subscription>(`
  INSERT INTO subscription (id, account, folder_id, sealed_client_state, notification_url, expires_at_ms, created_at_ms,
    renewed_at_ms)
  VALUES (:id, :account, :folderId, :sealedClientState, :notificationUrl, :expiresAtMs, :createdAtMs, :renewedAtMs)`);
const updateTerm = sql<{ id: string; expiresAtMs: number; nowMs: number }>(`
  UPDATE subscription SET expires_at_ms = :expiresAtMs, renewed_at_ms = :nowMs WHERE id = :id`);
const deleteOne = sql<{ id: string }>('DELETE FROM subscription WHERE id = :id');

export function sqliteSubscriptionStore(db: WriteDb): SubscriptionStore {
  return {
    list: () => readRows(db, selectAll),
    find: (account, folderId) => readRow(db, selectOne, { account, folderId }),
    put: (subscription) =>
      inTransaction(db, () => {
        write(db, deleteOfFolder, { account: subscription.account, folderId: subscription.folderId });
        write(db, insert, subscription);
      }),
    renewed: (id, expiresAtMs, nowMs) =>
      inTransaction(db, () => void write(db, updateTerm, { id, expiresAtMs, nowMs })),
    remove: (id) => inTransaction(db, () => void write(db, deleteOne, { id })),
  };
}
