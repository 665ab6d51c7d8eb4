import type { AccountId, OutboxId, Sha256 } from '../../../contract/ids.ts';
import type { MergeCounts, MergeId, MergePlan, MergeProblem, MergeState } from '../../../contract/merge.ts';
import type { NewAttachment } from '../outbox/outbox-record.ts';

/** A merge as it is stored, with what became of its rows. */
export interface MergeRecord {
  readonly id: MergeId;
  /** The same key again is the same merge. */
  readonly key: string;
  readonly account: AccountId;
  readonly name: string;
  readonly plan: MergePlan;
  readonly columns: readonly string[];
  readonly state: MergeState;
  readonly reason: string | null;
  /** Goes on to sending once its drafts are made. */
  readonly sendAtOnce: boolean;
  readonly perMinute: number;
  readonly pauseAfterFailures: number;
  /** When the next messages may be handed over. */
  readonly nextAtMs: number;
  /** What ended before this is not judged again: somebody said "go on" after it. */
  readonly judgedFromMs: number;
  readonly createdAtMs: number;
  readonly endedAtMs: number | null;
  readonly rows: number;
  readonly counts: MergeCounts;
}

/** A row of the table as it was read, in the order of the columns. */
export interface StoredMergeRow {
  readonly row: number;
  readonly values: readonly string[];
  readonly problems: readonly MergeProblem[];
  readonly outboxId: OutboxId | null;
}

export type NewMerge = Pick<
  MergeRecord,
  'id' | 'key' | 'account' | 'name' | 'plan' | 'columns' | 'sendAtOnce' | 'perMinute' | 'pauseAfterFailures'
> & {
  readonly lines: readonly Pick<StoredMergeRow, 'row' | 'values' | 'problems'>[];
  /** Snapshots of what every message gets. */
  readonly files: readonly NewAttachment[];
};

/** Merges on disk. Each call is one transaction or part of the caller's. */
export interface MergeStore {
  /** Everything of it at once. One with the same key is returned untouched. */
  insert(merge: NewMerge, nowMs: number): { readonly record: MergeRecord; readonly created: boolean };
  get(id: MergeId): MergeRecord | null;
  findByKey(key: string): MergeRecord | null;
  /** Those at work first, then the newest. */
  list(limit: number): readonly MergeRecord[];
  files(id: MergeId): readonly NewAttachment[];
  /** Lets go of them once nothing more is made; returns those that nothing names any more. */
  releaseFiles(id: MergeId): readonly Sha256[];
  lines(id: MergeId, after: number, limit: number): readonly StoredMergeRow[];
  /** Rows that are to become messages and have not yet. */
  unmade(id: MergeId, limit: number): readonly StoredMergeRow[];
  link(id: MergeId, row: number, outboxId: OutboxId): void;
  /** A row is left out after all, for this reason. */
  leaveOut(id: MergeId, row: number, problem: MergeProblem): void;
  /** Messages that are still drafts, in the order of the table. */
  drafts(id: MergeId, limit: number): readonly { readonly row: number; readonly outboxId: OutboxId }[];
  /** Messages that were handed over and have certainly not left. */
  handedOver(id: MergeId): readonly OutboxId[];
  /** How many of them go on only when a person, a setting or an administrator lets them. */
  standingStill(id: MergeId): number;
  /** How many of those that ended last, one after another, failed. */
  failuresInARow(id: MergeId): number;
  change(
    id: MergeId,
    from: readonly MergeState[],
    change: Partial<Pick<MergeRecord, 'state' | 'reason' | 'sendAtOnce' | 'nextAtMs' | 'judgedFromMs' | 'endedAtMs'>>,
  ): MergeRecord | null;
}
