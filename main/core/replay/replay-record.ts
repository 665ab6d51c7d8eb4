import type { ReplayId, ReplayPace, ReplayRow } from '../../../contract/jobs.ts';

export type ReplayState = ReplayRow['state'];

/** A replay as it is stored, with what became of its jobs. */
export interface ReplayRecord {
  readonly id: ReplayId;
  /** The same key again is the same replay. */
  readonly key: string;
  readonly scopeWords: string;
  readonly state: ReplayState;
  readonly actor: string;
  readonly reason: string;
  readonly pace: ReplayPace;
  /** When the next job may move. */
  readonly nextAtMs: number;
  /** Successors up to this place of those that ended are not judged by the stop rule again: somebody resumed after them. */
  readonly ruleFrom: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly total: number;
  readonly moved: number;
  readonly skipped: number;
  readonly succeeded: number;
  readonly failed: number;
}

export function describeReplay(record: ReplayRecord): ReplayRow {
  const { id, scopeWords, state, actor, reason, pace, total, moved, skipped, succeeded, failed } = record;
  const { startedAtMs, endedAtMs } = record;
  return {
    id,
    scopeWords,
    state,
    actor,
    reason,
    pace,
    total,
    moved,
    skipped,
    succeeded,
    failed,
    startedAt: new Date(startedAtMs).toISOString(),
    endedAt: endedAtMs === null ? null : new Date(endedAtMs).toISOString(),
  };
}
