import type { ReplayId } from '../../../contract/jobs.ts';
import { succeed, type Succession } from '../jobs/give-successor.ts';
import type { AuditLog } from '../ports/audit-log.ts';
import type { JobIndex } from '../ports/job-index.ts';
import type { JobOutcome, JobStore } from '../ports/job-store.ts';
import type { OutboxStore } from '../ports/outbox-store.ts';
import type { ReplayStore } from '../ports/replay-store.ts';
import { tell } from './command-replay.ts';
import type { ReplayRecord } from './replay-record.ts';

export interface AdvanceReplayDeps {
  readonly replays: ReplayStore;
  readonly jobs: JobStore;
  readonly index: Pick<JobIndex, 'find'>;
  readonly outbox: OutboxStore;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly transact: <T>(work: () => T) => T;
}

/** At a high rate several jobs move at once; more often than this nobody would see it. */
const TICK_MS = 250;
/** After a sleep of the machine what was missed is not made up for in one burst. */
const MOST_BEHIND_MS = 1_000;
/** Jobs that somebody dealt with meanwhile cost no pace; so many of them are passed over at a time. */
const AT_ONCE = 500;

/**
 * Moves the jobs that are due, in one transaction with the note that they were moved: a process that dies at any instant
 * has moved each once or not at all. The same job of the queue comes back for the next ones.
 */
export function advanceReplay(deps: AdvanceReplayDeps, id: ReplayId, nowMs: number): JobOutcome {
  return deps.transact((): JobOutcome => {
    const replay = deps.replays.get(id);
    if (replay?.state !== 'running') return { kind: 'done' };
    if (breaksRule(deps, replay)) return end(deps, replay, 'stoppedByRule', nowMs);
    const intervalMs = 60_000 / replay.pace.perMinute;
    const fromMs = Math.max(replay.nextAtMs, nowMs - MOST_BEHIND_MS);
    const due = fromMs > nowMs ? 0 : Math.floor((nowMs - fromMs) / intervalMs) + 1;
    const moved = moveDue(deps, id, due, nowMs);
    if (deps.replays.queued(id, 1).length === 0) return end(deps, replay, 'finished', nowMs);
    const nextAtMs = Math.ceil(fromMs + moved * intervalMs);
    if (moved > 0) deps.replays.setNextAt(id, nextAtMs);
    return { kind: 'waitFor', untilMs: Math.max(nextAtMs, nowMs + (due > 0 ? TICK_MS : 0)), because: 'replaying' };
  });
}

const gone: Succession = { kind: 'refused', why: 'It is gone.' };
/** One job a person may retry after all; a replay of many must not overrule what somebody said of this one. */
const discarded: Succession = { kind: 'refused', why: 'Somebody discarded it.' };

function moveDue(deps: AdvanceReplayDeps, id: ReplayId, due: number, nowMs: number): number {
  if (due === 0) return 0;
  let moved = 0;
  for (const job of deps.replays.queued(id, AT_ONCE)) {
    const facts = deps.index.find(job);
    const succession = facts === null ? gone : facts.discardedAtMs === null ? succeed(deps, facts, nowMs) : discarded;
    deps.replays.settle(id, job, succession.kind === 'moved' ? { successor: succession.id } : { why: succession.why });
    moved += succession.kind === 'moved' ? 1 : 0;
    if (moved >= due) break;
  }
  return moved;
}

function breaksRule({ replays }: AdvanceReplayDeps, { id, pace }: ReplayRecord): boolean {
  return pace.stopRule !== null && replays.recentFailures(id, pace.stopRule.outOf) >= pace.stopRule.failures;
}

function end(
  deps: AdvanceReplayDeps,
  { id }: ReplayRecord,
  state: 'finished' | 'stoppedByRule',
  nowMs: number,
): JobOutcome {
  deps.replays.setState(id, state, nowMs);
  const { moved, skipped, failed } = deps.replays.get(id) ?? { moved: 0, skipped: 0, failed: 0 };
  const act = { actor: 'Mailroom', via: 'program', reason: null, nowMs } as const;
  tell(deps, id, act, state === 'finished' ? 'finish' : 'stopByRule', { moved, skipped, failed });
  return { kind: 'done' };
}
