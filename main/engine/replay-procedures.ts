import { statfs } from 'node:fs/promises';
import {
  replayId,
  type ReplayEffect,
  type ReplayId,
  type ReplayPace,
  type ReplayRow,
  type ReplayScope,
} from '../../contract/jobs.ts';
import { describeJob } from '../core/jobs/describe-job.ts';
import { type ReplayDeps, mustGet, resumeReplay, startReplay, stopReplay } from '../core/replay/command-replay.ts';
import { describeReplay } from '../core/replay/replay-record.ts';
import { countEffect, weighScope } from '../core/replay/weigh-scope.ts';
import { followChanges } from './follow-changes.ts';
import type { Services } from './services.ts';

interface SteerInput {
  readonly id: ReplayId;
  readonly reason: string | null;
  readonly via: 'window' | 'command';
}

interface StartInput extends Omit<SteerInput, 'id'> {
  readonly key: string;
  readonly scope: ReplayScope;
  readonly pace: ReplayPace;
}

/** So many of what is left out are named; all are counted. */
const NAMED = 1_000;
const rhythm = { busyMs: 250, quietMs: 2_000 } as const;

export function replayProcedures(services: Services) {
  const { replays, jobs, audit, loaded, transact, clock, random, actor, jobIndex, jobWatch, worker } = services;
  const deps: ReplayDeps = {
    replays,
    jobs,
    audit,
    role: loaded.settings.jobsRole,
    proofOf: services.proofOf,
    transact,
  };
  const act = ({ via, reason }: Pick<SteerInput, 'via' | 'reason'>) => ({ actor, via, reason, nowMs: clock.nowMs() });
  const changed = (replay: Parameters<typeof describeReplay>[0]): ReplayRow => {
    jobWatch.changed();
    worker.wake();
    return describeReplay(replay);
  };

  return {
    async dryRun(scope: ReplayScope): Promise<ReplayEffect> {
      const { bavail, bsize } = await statfs(loaded.dataDir);
      const weighed = weighScope(deps, scope);
      const excluded = weighed.excluded.slice(0, NAMED).flatMap(({ id, why }) => {
        const facts = jobIndex.find(id);
        return facts === null ? [] : [{ id, title: describeJob(facts).title, why }];
      });
      return { ...countEffect(deps, weighed), excluded, freeBytes: bavail * bsize };
    },

    start(input: StartInput): ReplayRow {
      const { key, scope, pace } = input;
      return changed(startReplay(deps, { id: replayId.parse(random.uuidv7()), key, scope, pace }, act(input)));
    },

    stop: (input: SteerInput): ReplayRow => changed(stopReplay(deps, input.id, act(input))),
    resume: (input: SteerInput): ReplayRow => changed(resumeReplay(deps, input.id, act(input))),
    list: (limit: number): ReplayRow[] => replays.list(limit).map(describeReplay),

    /** Until nothing of it can change any more. */
    watch(id: ReplayId, signal: AbortSignal | undefined) {
      mustGet(replays, id);
      return followChanges(
        {
          clock,
          rhythm,
          onChange: (listener) => jobWatch.onChange(listener),
          read: () => describeReplay(mustGet(replays, id)),
          isLast: ({ state, moved, succeeded, failed }) => state === 'finished' && succeeded + failed >= moved,
        },
        signal,
      );
    },
  };
}
