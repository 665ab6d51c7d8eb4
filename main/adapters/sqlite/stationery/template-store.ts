import { z } from 'zod';
import { template } from '../../../../contract/templates.ts';
import type { TemplateStore } from '../../../core/ports/template-store.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { readRows, write } from '../run-statement.ts';
import { sql } from '../statement.ts';

interface TemplateColumns {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly html: string;
  readonly variables: string;
}

const selectTemplates = sql<null, TemplateColumns>(
  'SELECT id, name, subject, html, variables FROM template ORDER BY name COLLATE NOCASE, id',
);
const upsertTemplate = sql<TemplateColumns & { nowMs: number }>(`
  INSERT INTO template (id, name, subject, html, variables, saved_at_ms)
  VALUES (:id, :name, :subject, :html, :variables, :nowMs)
  ON CONFLICT (id) DO UPDATE
  SET name = :name, subject = :subject, html = :html, variables = :variables, saved_at_ms = :nowMs`);
const deleteTemplate = sql<{ id: string }>('DELETE FROM template WHERE id = :id');

const storedTemplate = template.extend({
  variables: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(template.shape.variables),
});

export function sqliteTemplateStore(db: WriteDb): TemplateStore {
  return {
    list: () => readRows(db, selectTemplates).map((row) => storedTemplate.parse(row)),
    save: (templates, nowMs) =>
      inTransaction(db, () => {
        for (const { variables, ...columns } of templates) {
          write(db, upsertTemplate, { ...columns, variables: JSON.stringify(variables), nowMs });
        }
      }),
    remove: (id) => inTransaction(db, () => write(db, deleteTemplate, { id }) > 0),
  };
}
