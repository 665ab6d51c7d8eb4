import type { SecretBox } from '../../core/ports/secret-box.ts';
import type { WriteDb } from './connection.ts';
import { inTransaction } from './in-transaction.ts';
import { readRow, write } from './run-statement.ts';
import { sql } from './statement.ts';

/** Named secrets that outlive the process, each sealed for its own name. */
export interface SealedStore {
  /** Rejects like `SecretBox.open` when the text is there but cannot be opened. */
  read(name: string): Promise<string | null>;
  write(name: string, plain: string): Promise<void>;
  remove(name: string): void;
}

const selectValue = sql<{ name: string }, { value: string }>('SELECT value FROM sealed WHERE name = :name');
const upsertValue = sql<{ name: string; value: string; nowMs: number }>(`
  INSERT INTO sealed (name, value, updated_at_ms) VALUES (:name, :value, :nowMs)
  ON CONFLICT (name) DO UPDATE SET value = :value, updated_at_ms = :nowMs`);
const deleteValue = sql<{ name: string }>('DELETE FROM sealed WHERE name = :name');

export function sqliteSealedStore(db: WriteDb, box: SecretBox, nowMs: () => number): SealedStore {
  return {
    async read(name) {
      const row = readRow(db, selectValue, { name });
      return row === null ? null : box.open(row.value, name);
    },
    async write(name, plain) {
      const value = await box.seal(plain, name);
      inTransaction(db, () => write(db, upsertValue, { name, value, nowMs: nowMs() }));
    },
    remove(name) {
      inTransaction(db, () => write(db, deleteValue, { name }));
    },
  };
}
