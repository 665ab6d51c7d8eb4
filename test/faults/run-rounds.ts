import type { Coverage } from './coverage.ts';
import type { KillOptions } from './kill-repeatedly.ts';

export interface Round<Arm> {
  readonly arm: Arm;
  readonly kills: number;
  readonly extraKills?: number;
}

export interface CampaignOptions<Result> {
  readonly seed: number;
  readonly coverage: Coverage;
  /** No round begins after this moment. */
  readonly untilMs?: number;
  readonly onResult?: (result: Result) => void;
}

/** Rounds are worlds of their own, so two of them can go on at once: more would only slow each other down. */
const LANES = 2;

/** Runs all rounds, each with its own seed, and sums them up by arm. */
export async function runRounds<Arm extends { readonly name: string }, Result extends { readonly arm: string }>(
  rounds: readonly Round<Arm>[],
  options: CampaignOptions<Result>,
  run: (arm: Arm, options: KillOptions) => Promise<Result>,
  sum: (a: Result, b: Result) => Result,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = [...rounds.entries()];
  const isOver = (): boolean => options.untilMs !== undefined && Date.now() >= options.untilMs;
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined && !isOver(); next = waiting.shift()) {
      const [index, { arm, ...counts }] = next;
      const seed = options.seed + index * 10_000;
      const result = await run(arm, { ...counts, seed, coverage: options.coverage });
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
