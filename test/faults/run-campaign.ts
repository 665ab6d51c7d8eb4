import type { Arm } from './arms.ts';
import type { Coverage } from './coverage.ts';
import { type ArmResult, runArm } from './run-arm.ts';

export interface Round {
  readonly arm: Arm;
  readonly kills: number;
  readonly extraKills?: number;
}

export interface CampaignOptions {
  readonly seed: number;
  readonly coverage: Coverage;
  /** No round begins after this moment. */
  readonly untilMs?: number;
  readonly onResult?: (result: ArmResult) => void;
}

/** Rounds are worlds of their own, so two of them can go on at once: more would only slow each other down. */
const LANES = 2;

/** Runs all rounds and sums them up by arm. */
export async function runCampaign(rounds: readonly Round[], options: CampaignOptions): Promise<readonly ArmResult[]> {
  const results: ArmResult[] = [];
  const waiting = [...rounds.entries()];
  const isOver = (): boolean => options.untilMs !== undefined && Date.now() >= options.untilMs;
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined && !isOver(); next = waiting.shift()) {
      const [index, { arm, ...counts }] = next;
      const seed = options.seed + index * 10_000;
      const result = await runArm(arm, { ...counts, seed, coverage: options.coverage });
      options.onResult?.(result);
      results.push(result);
    }
  }
  await Promise.all(Array.from({ length: LANES }, work));
  const arms = [...new Set(rounds.map(({ arm }) => arm.name))];
  return arms.flatMap((arm) => {
    const [first, ...others] = results.filter((result) => result.arm === arm);
    return first === undefined ? [] : [others.reduce(sum, first)];
  });
}

function sum(a: ArmResult, b: ArmResult): ArmResult {
  return {
    arm: a.arm,
    kills: a.kills + b.kills,
    requests: a.requests + b.requests,
    faults: a.faults + b.faults,
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
