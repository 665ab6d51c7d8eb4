import { compositionText } from '../../../../contract/compose.ts';
import type { OutboxId } from '../../../../contract/ids.ts';
import { unsentSteps } from '../../../core/outbox/outbox-record.ts';
import type { CompositionStore, StoredText } from '../../../core/ports/composition-store.ts';
import type { OutboxStore } from '../../../core/ports/outbox-store.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { readRow, write } from '../run-statement.ts';
import { sql } from '../statement.ts';

interface TextColumns {
  readonly id: OutboxId;
  readonly revision: number;
  readonly text: string;
  readonly nowMs: number;
}

const selectText = sql<{ id: OutboxId }, { revision: number; text: string; saved_at_ms: number }>(
  'SELECT revision, text, saved_at_ms FROM composition WHERE outbox_id = :id',
);
const insertText = sql<TextColumns>(`
  INSERT INTO composition (outbox_id, revision, text, saved_at_ms) VALUES (:id, :revision, :text, :nowMs)
  ON CONFLICT (outbox_id) DO NOTHING`);
const updateText = sql<TextColumns & { based: number }>(`
  UPDATE composition SET revision = :revision, text = :text, saved_at_ms = :nowMs
  WHERE outbox_id = :id AND revision = :based`);

export function sqliteCompositionStore(db: WriteDb, outbox: OutboxStore): CompositionStore {
  function read(id: OutboxId): StoredText | null {
    const row = readRow(db, selectText, { id });
    if (row === null) return null;
    return { revision: row.revision, text: compositionText.parse(JSON.parse(row.text)), savedAtMs: row.saved_at_ms };
  }

  return {
    create(id, text, nowMs) {
      inTransaction(db, () => write(db, insertText, { id, revision: 0, text: JSON.stringify(text), nowMs }));
    },

    read,

    save(id, revision, text, content, nowMs, job) {
      return inTransaction(db, () => {
        const before = outbox.get(id);
        if (before === null || before.submittedAtMs !== null) return null;
        const columns = { id, revision: revision + 1, based: revision, text: JSON.stringify(text), nowMs };
        if (write(db, updateText, columns) === 0) return null;
        const change = { content, contentRevision: before.contentRevision + 1 };
        const record = outbox.change(id, { from: unsentSteps }, change, null, nowMs, job);
        const stored = read(id);
        return record === null || stored === null ? null : { record, stored };
      });
    },
  };
}
