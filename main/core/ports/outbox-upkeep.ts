import type { OutboxId, Sha256 } from '../../../contract/ids.ts';
import type { OutboxRecord } from '../outbox/outbox-record.ts';

/** What is left of messages that came to rest. Each call is one transaction; when it returns, it survived. */
export interface OutboxUpkeep {
  /** Messages at rest that still hold snapshots and have not changed since `untilMs`: by id, from behind `after` on. */
  restingWithFiles(untilMs: number, after: OutboxId | null, limit: number): readonly OutboxRecord[];
  /**
   * The message lets go of its snapshots, unless it has left its step. Its rows keep names, sizes and hashes. Returns
   * the blobs that nothing names any more: their rows are gone, and their files may go in the same turn.
   */
  releaseSnapshots(record: Pick<OutboxRecord, 'id' | 'step'>, nowMs: number): readonly Sha256[];
  /** Deletes at most `limit` finished jobs of sending, and of the search for bounces, from before this moment, and says how many. */
  pruneJobs(beforeMs: number, limit: number): number;
}
