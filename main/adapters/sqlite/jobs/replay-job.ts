import type { JobId } from '../../../../contract/ids.ts';
import type { NewJob } from '../../../core/ports/job-store.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { write } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { enqueueJob } from './enqueue-job.ts';
import { findJob } from './read-jobs.ts';

const linkForward = sql<{ id: JobId; successor: JobId }>('UPDATE job SET replayed_by = :successor WHERE id = :id');
const linkBack = sql<{ id: JobId; successor: JobId }>(
  'UPDATE job SET replay_of = :id WHERE id = :successor AND replay_of IS NULL',
);

/** The dead job stays as it died. Where its key is live again, that job is marked dirty and becomes the successor. */
export function replayJob(
  db: WriteDb,
  id: JobId,
  nowMs: number,
  as?: NewJob,
): { readonly id: JobId; readonly created: boolean } | null {
  return inTransaction(db, () => {
    const dead = findJob(db, id);
    if (dead?.state !== 'dead') return null;
    if (dead.replayedBy !== null) return { id: dead.replayedBy, created: false };
    const successor = enqueueJob(db, { ...(as ?? dead), runAtMs: nowMs }, nowMs);
    write(db, linkForward, { id, successor: successor.id });
    write(db, linkBack, { id, successor: successor.id });
    return successor;
  });
}
