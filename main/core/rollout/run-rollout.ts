import type { RolloutDecision } from '../../../contract/flags.ts';
import type { RolloutStanding, RolloutStore, RolloutWrite } from '../ports/rollout-store.ts';
import type { SendMeasuresSource } from '../ports/send-measures.ts';
import type { Clock } from '../ports/time.ts';
import { decideRollout, type RolloutVerdict } from './decide-rollout.ts';
import type { RolloutConfig } from './rollout-config.ts';

export interface RolloutDeps {
  readonly store: RolloutStore;
  readonly measures: SendMeasuresSource;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly config: RolloutConfig;
}

const CONTROLLER = 'controller';

/**
 * One look of the controller, written down unless it is a dry run. When somebody else changed something meanwhile,
 * theirs stands and this look moved nothing.
 */
export async function runRollout(deps: RolloutDeps, isDryRun: boolean): Promise<RolloutDecision> {
  const { store, clock, config } = deps;
  // Measured first: between reading where it stands and writing nothing slow may lie.
  const measures = await deps.measures.measure();
  const standing = await store.read();
  const nowMs = clock.nowMs();
  const verdict = decideRollout(measures, standing.state, config, nowMs);
  const decision = decisionOf(verdict, nowMs);
  if (isDryRun) return decision;
  const write = stateAfter(verdict, standing, nowMs);
  const isNews = verdict.action !== 'hold' || standing.latest?.cause !== verdict.cause || hasMoved(standing);
  if (await store.write(standing.mark, write, decision, isNews)) return decision;
  const because = 'Somebody changed the rollout at the same moment; theirs stands.';
  return { ...decision, action: 'hold', to: decision.from, cause: 'changedMeanwhile', because };
}

function decisionOf({ action, from, to, cause, because, gates }: RolloutVerdict, nowMs: number): RolloutDecision {
  const at = new Date(nowMs).toISOString();
  return { at, action, from, to, cause, because, gates: [...gates], actor: CONTROLLER, reason: null };
}

/** Somebody else set the percentage since the last look. */
function hasMoved({ state, latest }: RolloutStanding): boolean {
  return latest !== null && latest.to !== (state.percent ?? 0);
}

function stateAfter({ action, to }: RolloutVerdict, { state }: RolloutStanding, nowMs: number): RolloutWrite {
  const { steering, rollbacks } = state;
  switch (action) {
    case 'promote':
      return { percent: to, steering, sinceMs: nowMs, rollbacks: 0 };
    case 'rollback':
      return { percent: to, steering, sinceMs: nowMs, rollbacks: rollbacks + 1 };
    case 'hold':
      // The first look at a percentage that somebody set is where its time begins.
      return { percent: state.percent, steering, sinceMs: state.sinceMs ?? nowMs, rollbacks };
  }
}
