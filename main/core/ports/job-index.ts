import type { AccountId, JobId, OutboxId } from '../../../contract/ids.ts';
import type { JobFilter, ShownJobState } from '../../../contract/jobs.ts';
import type { DeathReason, JsonValue } from './job-store.ts';

/** A job with what the words about it are made of. */
export interface JobFacts {
  readonly id: JobId;
  readonly kind: string;
  readonly state: ShownJobState;
  /** As it was enqueued: no address, no subject. */
  readonly title: string;
  readonly cause: string | null;
  readonly attempts: number;
  readonly account: AccountId;
  /** The mailbox' address; null for upkeep. */
  readonly address: string | null;
  readonly payload: JsonValue;
  readonly dedupeKey: string | null;
  readonly correlationId: string | null;
  readonly createdAtMs: number;
  readonly runAtMs: number;
  readonly waitReason: string | null;
  readonly lastErrorAtMs: number | null;
  readonly lastErrorCode: string | null;
  readonly lastErrorDetail: string | null;
  readonly deathReason: DeathReason | null;
  readonly diedAtMs: number | null;
  readonly replayOf: JobId | null;
  readonly replayedBy: JobId | null;
  readonly discardedAtMs: number | null;
  readonly discardedBy: string | null;
  readonly discardReason: string | null;
  /** Of the message that it fetches or sends. */
  readonly subject: string | null;
  readonly messageId: string | null;
  readonly outboxId: OutboxId | null;
  /** Of the message that it sends. */
  readonly recipients: number;
  /** Of the message that it fetches; 0 while they are not known. */
  readonly files: number;
  /** The name of the folder that it looks into. */
  readonly folder: string | null;
}

export interface CauseFacts {
  readonly cause: string;
  readonly kind: string;
  readonly count: number;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  /** Deaths in each of the last 24 hours, oldest first. */
  readonly spark: readonly number[];
  readonly sample: JobFacts;
}

export interface TotalFacts {
  readonly byState: Readonly<Record<ShownJobState, number>>;
  readonly open: number;
  readonly lastFailureMs: number | null;
  readonly days: readonly {
    readonly day: string;
    readonly done: number;
    readonly retried: number;
    readonly died: number;
  }[];
}

/** The queue as people ask about it: by cause, by words, in the order of what failed last. Changes nothing. */
export interface JobIndex {
  totals(nowMs: number): TotalFacts;
  /** Of the dead jobs that nobody has dealt with and that match. */
  causes(filter: JobFilter, nowMs: number): readonly CauseFacts[];
  /** `after` is the `nextKey` of the page before; null: the first. */
  page(
    filter: JobFilter,
    after: string | null,
    limit: number,
  ): { readonly rows: readonly JobFacts[]; readonly total: number; readonly nextKey: string | null };
  find(id: JobId): JobFacts | null;
}
