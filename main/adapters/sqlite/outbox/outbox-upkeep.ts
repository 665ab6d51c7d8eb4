import type { OutboxId, Sha256 } from '../../../../contract/ids.ts';
import { restingSteps, type Step } from '../../../core/outbox/outbox-record.ts';
import type { OutboxStore } from '../../../core/ports/outbox-store.ts';
import type { OutboxUpkeep } from '../../../core/ports/outbox-upkeep.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { pruneJobs } from '../jobs/prune-jobs.ts';
import { releaseBlob } from '../release-blob.ts';
import { readRow, readRows, write } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { insertJournal } from './outbox-statements.ts';

interface RestingQuestion {
  readonly steps: string;
  readonly untilMs: number;
  readonly after: OutboxId | null;
  readonly limit: number;
}

/** Begins at the files that are still held: they are few, however many messages were ever sent. */
const selectResting = sql<RestingQuestion, { id: OutboxId }>(`
  SELECT DISTINCT held.outbox_id AS id
  FROM outbox_attachment AS held INDEXED BY outbox_attachment_held JOIN outbox ON outbox.id = held.outbox_id
  WHERE held.snapshot IS NOT NULL AND held.outbox_id > coalesce(:after, '')
    AND outbox.step IN (SELECT value FROM json_each(:steps)) AND outbox.updated_at_ms <= :untilMs
  ORDER BY held.outbox_id LIMIT :limit`);

const selectStep = sql<{ id: OutboxId }, { step: Step }>('SELECT step FROM outbox WHERE id = :id');
const selectSnapshots = sql<{ id: OutboxId }, { sha256: Sha256 }>(
  'SELECT DISTINCT snapshot AS sha256 FROM outbox_attachment WHERE outbox_id = :id AND snapshot IS NOT NULL',
);
const dropSnapshots = sql<{ id: OutboxId }>(
  'UPDATE outbox_attachment SET snapshot = NULL WHERE outbox_id = :id AND snapshot IS NOT NULL',
);

export function sqliteOutboxUpkeep(db: WriteDb, outbox: Pick<OutboxStore, 'get'>): OutboxUpkeep {
  return {
    restingWithFiles(untilMs, after, limit) {
      const question = { steps: JSON.stringify(restingSteps), untilMs, after, limit };
      return readRows(db, selectResting, question).flatMap(({ id }) => outbox.get(id) ?? []);
    },

    releaseSnapshots({ id, step }, nowMs) {
      return inTransaction(db, () => {
        if (readRow(db, selectStep, { id })?.step !== step) return [];
        const held = readRows(db, selectSnapshots, { id }).map(({ sha256 }) => sha256);
        write(db, dropSnapshots, { id });
        const what = 'Mailroom let go of its copies of the files. Their names and hashes stay.';
        write(db, insertJournal, { id, atMs: nowMs, step, what, requestId: null });
        return held.filter((sha256) => releaseBlob(db, sha256));
      });
    },

    pruneJobs(beforeMs, limit) {
      const pruned = pruneJobs(db, 'outbox', beforeMs, limit);
      return pruned + pruneJobs(db, 'bounces', beforeMs, limit - pruned);
    },
  };
}
