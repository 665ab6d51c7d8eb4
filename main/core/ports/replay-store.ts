import type { JobId } from '../../../contract/ids.ts';
import type { ReplayId, ReplayScope } from '../../../contract/jobs.ts';
import type { ReplayRecord, ReplayState } from '../replay/replay-record.ts';

/** A dead job in the scope of a replay. */
export interface ScopedJob {
  readonly id: JobId;
  readonly kind: string;
  /** Nobody has dealt with it. */
  readonly isOpen: boolean;
}

/** What fetching the files of these jobs again would bring. */
export interface DownloadCounts {
  readonly jobs: number;
  readonly files: number;
  readonly bytes: number;
  readonly alreadyStored: number;
  /** Their files are not known before the message was read. */
  readonly unlisted: number;
}

export type NewReplay = Pick<ReplayRecord, 'id' | 'key' | 'scopeWords' | 'actor' | 'reason' | 'pace'> & {
  readonly scope: ReplayScope;
};

/** Replays on disk. Each call is one transaction or part of the caller's. */
export interface ReplayStore {
  /** Dead jobs, the one that failed longest ago first. */
  inScope(scope: ReplayScope): readonly ScopedJob[];
  countDownloads(ids: readonly JobId[]): DownloadCounts;
  /** The replay and what it is to move, whole. */
  insert(replay: NewReplay, items: readonly Pick<ScopedJob, 'id' | 'kind'>[], nowMs: number): void;
  get(id: ReplayId): ReplayRecord | null;
  findByKey(key: string): ReplayRecord | null;
  /** Running ones first, then the newest. */
  list(limit: number): readonly ReplayRecord[];
  /** A running replay that has still to move a job of one of these kinds; other than `except`. */
  findRunning(kinds: readonly string[], except: ReplayId | null): ReplayRecord | null;
  kindsOf(id: ReplayId): readonly string[];
  /** Oldest job first. */
  queued(id: ReplayId, limit: number): readonly JobId[];
  settle(id: ReplayId, job: JobId, end: { readonly successor: JobId } | { readonly why: string }): void;
  setState(id: ReplayId, state: ReplayState, nowMs: number): void;
  setNextAt(id: ReplayId, nextAtMs: number): void;
  /** From now on the stop rule judges only successors that end later. */
  forgetFailures(id: ReplayId): void;
  /** Failures among the last `outOf` successors that ended. */
  recentFailures(id: ReplayId, outOf: number): number;
  /** Forgets finished ones that ended before this moment. */
  prune(beforeMs: number): number;
}
