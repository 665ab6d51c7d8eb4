import { z } from 'zod';
import { fileView } from '../../../../contract/files.ts';
import type { FileViewStore } from '../../../core/ports/file-index.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { readRows, write } from '../run-statement.ts';
import { sql } from '../statement.ts';

interface ViewColumns {
  readonly id: string;
  readonly name: string;
  readonly query: string;
}

const selectViews = sql<null, ViewColumns>('SELECT id, name, query FROM file_view ORDER BY name COLLATE NOCASE, id');
const upsertView = sql<ViewColumns & { nowMs: number }>(`
  INSERT INTO file_view (id, name, query, created_at_ms) VALUES (:id, :name, :query, :nowMs)
  ON CONFLICT (id) DO UPDATE SET name = :name, query = :query`);
const deleteView = sql<{ id: string }>('DELETE FROM file_view WHERE id = :id');

const storedView = fileView.extend({
  query: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(fileView.shape.query),
});

export function sqliteFileViewStore(db: WriteDb): FileViewStore {
  return {
    list: () => readRows(db, selectViews).map((row) => storedView.parse(row)),
    save({ id, name, query }, nowMs) {
      inTransaction(db, () => write(db, upsertView, { id, name, query: JSON.stringify(query), nowMs }));
    },
    remove: (id) => inTransaction(db, () => write(db, deleteView, { id }) > 0),
  };
}
