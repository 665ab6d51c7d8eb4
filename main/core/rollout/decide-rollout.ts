import type { RolloutGate } from '../../../contract/flags.ts';
import type { RolloutState } from '../ports/rollout-store.ts';
import type { SendMeasures } from '../ports/send-measures.ts';
import { judgeGates } from './judge-gates.ts';
import { type RolloutConfig, rungAbove, rungBelow } from './rollout-config.ts';

/** Why a look ended as it did, in one word. */
export type RolloutCause =
  | 'paused'
  | 'held'
  | 'aborted'
  | 'notStarted'
  | 'noData'
  | 'smallSample'
  | 'cooling'
  | 'objectiveBroken'
  | 'brokenAgain'
  | 'betweenObjectives'
  | 'tooSoon'
  | 'complete'
  | 'objectivesMet';

export interface RolloutVerdict {
  readonly action: 'promote' | 'hold' | 'rollback';
  readonly from: number;
  readonly to: number;
  readonly cause: RolloutCause;
  readonly because: string;
  readonly gates: readonly RolloutGate[];
}

/**
 * One look: a rung up, a rung down, or stay. Never moves on missing, old or too few numbers, nor against a person's
 * word. A second rollback without a promotion in between goes to 0, because the rung below did not help.
 */
export function decideRollout(
  measures: SendMeasures,
  state: RolloutState,
  config: RolloutConfig,
  nowMs: number,
): RolloutVerdict {
  const from = state.percent ?? 0;
  const gates = judgeGates(measures, state, config, nowMs);
  const hold = (cause: RolloutCause, because: string): RolloutVerdict => {
    return { action: 'hold', from, to: from, cause, because, gates };
  };

  if (state.steering === 'aborted') return hold('aborted', 'Somebody has aborted the rollout.');
  if (state.steering === 'held') return hold('held', 'Somebody holds the rollout.');
  if (state.isPaused) return hold('paused', 'Sending is paused, so there is nothing to learn from.');
  if (from === 0) return hold('notStarted', 'At 0 % nobody sends, so only a person can begin.');

  const blind = gates.find(({ metric, verdict }) => verdict === 'noData' && metric !== 'time_on_rung');
  const few = gates.find(({ metric, verdict }) => metric === 'sample' && verdict === 'wait');
  if (blind !== undefined && few === undefined) return hold('noData', blind.why);
  if (few !== undefined) return hold('smallSample', few.why);

  const broken = gates.filter(({ verdict }) => verdict === 'fail').map(({ why }) => why);
  if (broken.length > 0) {
    // Right after a rollback the window still holds what was sent on the rung above.
    const isCooling = state.rollbacks > 0 && state.sinceMs !== null && nowMs - state.sinceMs < config.windowMs;
    if (isCooling) return hold('cooling', `${broken.join(' ')} The window still looks back on the rung above.`);
    const isAgain = state.rollbacks > 0;
    const to = isAgain ? 0 : rungBelow(config.ladder, from);
    const because = isAgain ? `${broken.join(' ')} The rung below did not help.` : broken.join(' ');
    return { action: 'rollback', from, to, cause: isAgain ? 'brokenAgain' : 'objectiveBroken', because, gates };
  }
  const unmet = gates.find(({ metric, verdict }) => verdict === 'wait' && metric !== 'time_on_rung');
  if (unmet !== undefined) return hold('betweenObjectives', unmet.why);
  const to = rungAbove(config.ladder, from);
  if (to === null) return hold('complete', 'Everybody is in, and all objectives are met.');
  const early = gates.find(({ verdict }) => verdict === 'wait');
  if (early !== undefined) return hold('tooSoon', early.why);
  return { action: 'promote', from, to, cause: 'objectivesMet', because: 'All objectives are met.', gates };
}
