import { type ArmResult, runArm } from './run-arm.ts';
import { type CampaignOptions, type Round, runRounds } from './run-rounds.ts';
import type { Arm } from './arms.ts';

/** Runs all rounds and sums them up by arm. */
export function runCampaign(
  rounds: readonly Round<Arm>[],
  options: CampaignOptions<ArmResult>,
): Promise<readonly ArmResult[]> {
  return runRounds(rounds, options, runArm, sum);
}

function sum(a: ArmResult, b: ArmResult): ArmResult {
  return {
    arm: a.arm,
    kills: a.kills + b.kills,
    requests: a.requests + b.requests,
    faults: a.faults + b.faults,
    batches: a.batches + b.batches,
    resumed: a.resumed + b.resumed,
    delivered: a.delivered + b.delivered,
    cancelled: a.cancelled + b.cancelled,
    lost: [...a.lost, ...b.lost],
    duplicate: [...a.duplicate, ...b.duplicate],
    wrong: [...a.wrong, ...b.wrong],
    needsYou: [...a.needsYou, ...b.needsYou],
    unconfirmed: [...a.unconfirmed, ...b.unconfirmed],
    broken: [...a.broken, ...b.broken],
    violations: [...a.violations, ...b.violations],
  };
}

/** What must not be: everything else in a result is a figure. */
export function failuresOf(result: ArmResult): readonly string[] {
  const kinds = ['lost', 'duplicate', 'wrong', 'needsYou', 'broken', 'violations'] as const;
  return kinds.flatMap((kind) => result[kind].map((what) => `${kind}: ${what}`));
}
