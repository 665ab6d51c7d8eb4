import type { PreferenceStore } from '../../core/ports/preference-store.ts';
import type { WriteDb } from './connection.ts';
import { inTransaction } from './in-transaction.ts';
import { readRow, write } from './run-statement.ts';
import { sql } from './statement.ts';

const selectValue = sql<{ name: string }, { value: string }>('SELECT value FROM preference WHERE name = :name');
const upsertValue = sql<{ name: string; value: string; nowMs: number }>(`
  INSERT INTO preference (name, value, updated_at_ms) VALUES (:name, :value, :nowMs)
  ON CONFLICT (name) DO UPDATE SET value = :value, updated_at_ms = :nowMs`);

export function sqlitePreferenceStore(db: WriteDb): PreferenceStore {
  return {
    read(name) {
      const row = readRow(db, selectValue, { name });
      return row === null ? undefined : JSON.parse(row.value);
    },
    write: (name, value, nowMs) =>
      inTransaction(db, () => void write(db, upsertValue, { name, value: JSON.stringify(value), nowMs })),
  };
}
