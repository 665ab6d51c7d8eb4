import type { AccountId } from '../../../contract/ids.ts';
import type { LearntLimitStore } from '../../core/ports/size-limits.ts';
import type { WriteDb } from './connection.ts';
import { inTransaction } from './in-transaction.ts';
import { readRow, write } from './run-statement.ts';
import { sql } from './statement.ts';

interface ByAccount {
  readonly account: AccountId;
}

const selectLimit = sql<ByAccount, { refused_bytes: number; at_ms: number }>(
  'SELECT refused_bytes, at_ms FROM learnt_limit WHERE account = :account',
);
const upsertLimit = sql<ByAccount & { refusedBytes: number; atMs: number }>(`
  INSERT INTO learnt_limit (account, refused_bytes, at_ms) VALUES (:account, :refusedBytes, :atMs)
  ON CONFLICT (account) DO UPDATE SET refused_bytes = :refusedBytes, at_ms = :atMs`);
const deleteLimit = sql<ByAccount>('DELETE FROM learnt_limit WHERE account = :account');

export function sqliteLearntLimitStore(db: WriteDb): LearntLimitStore {
  return {
    read(account) {
      const row = readRow(db, selectLimit, { account });
      return row === null ? null : { refusedBytes: row.refused_bytes, atMs: row.at_ms };
    },
    write: (account, limit) => inTransaction(db, () => void write(db, upsertLimit, { account, ...limit })),
    forget: (account) => inTransaction(db, () => void write(db, deleteLimit, { account })),
  };
}
