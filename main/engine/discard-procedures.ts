import type { DiscardSummary, LeftOutJob, ReplayScope } from '../../contract/jobs.ts';
import type { JobId } from '../../contract/ids.ts';
import type { ActDeps } from '../core/jobs/act-on-job.ts';
import { discardPortion, type Portion, weighPortion } from '../core/jobs/discard-jobs.ts';
import { isAllowed } from '../core/jobs/job-actions.ts';
import { notPermitted } from '../core/jobs/refuse-action.ts';
import type { CancelSignal } from '../core/ports/time.ts';
import type { Services } from './services.ts';

export interface DiscardInput {
  readonly scope: ReplayScope;
  readonly reason: string;
  readonly via: 'window' | 'command';
}

/** So many in one transaction: between two of them everything else has its turn. */
const PORTION = 200;
/** So many of what is left out are named; all are counted. */
const NAMED = 1_000;

/** Discards, or counts, what a person chose many of. */
export function discardProcedures(services: Services, deps: ActDeps) {
  const { clock, replays, actor } = services;

  /** Chosen once, before the first goes. */
  function idsOf(scope: ReplayScope): readonly JobId[] {
    return scope.kind === 'jobs' ? [...new Set(scope.ids)] : replays.inScope(scope).map(({ id }) => id);
  }

  async function inPortions(
    scope: ReplayScope,
    signal: CancelSignal | undefined,
    work: (ids: readonly JobId[], part: readonly [number, number]) => Portion,
  ): Promise<DiscardSummary> {
    const ids = idsOf(scope);
    const portions = Array.from({ length: Math.ceil(ids.length / PORTION) }, (_, part) =>
      ids.slice(part * PORTION, (part + 1) * PORTION),
    );
    const leftOut: LeftOutJob[] = [];
    let discarded = 0;
    for (const [index, some] of portions.entries()) {
      if (signal?.aborted === true) break;
      const portion = work(some, [index + 1, portions.length]);
      discarded += portion.discarded;
      leftOut.push(...portion.leftOut);
      await clock.sleep(0);
    }
    return { discarded, leftOut: leftOut.slice(0, NAMED), leftOutCount: leftOut.length };
  }

  return {
    async many({ scope, reason, via }: DiscardInput, signal: CancelSignal | undefined): Promise<DiscardSummary> {
      if (!isAllowed(deps.role, 'discard')) throw notPermitted('discard');
      return inPortions(scope, signal, (ids, part) =>
        discardPortion(deps, ids, { actor, via, reason, nowMs: clock.nowMs() }, part),
      );
    },
    dryRun: (scope: ReplayScope, signal: CancelSignal | undefined): Promise<DiscardSummary> =>
      inPortions(scope, signal, (ids) => weighPortion(deps, ids)),
  };
}
