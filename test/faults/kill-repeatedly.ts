import { seededRandom } from '../helpers/seeded-random.ts';
import type { Arm } from './arms.ts';
import { type Coverage, missedSites, type Targets } from './coverage.ts';
import type { Nursery } from './victim.ts';

export interface KillOptions {
  readonly kills: number;
  /** So many more while there are failpoints of the arm that nobody was ever killed at. */
  readonly extraKills?: number;
  readonly seed: number;
  readonly coverage: Coverage;
}

interface Killing<LifeOrders extends object> {
  readonly arm: Pick<Arm, 'deadlySites' | 'isBalanced' | 'passChance' | 'longestLifeMs'>;
  readonly options: KillOptions;
  readonly traceFile: string;
  readonly victims: Nursery<LifeOrders>;
  ordersFor(life: number, targets: Targets): LifeOrders;
  /** What happens in the world before each life. */
  prepare?(life: number): Promise<void>;
}

/** Lets one victim after the other live until it is killed. Says how many there were, and which ended otherwise. */
export async function killRepeatedly<LifeOrders extends object>(
  killing: Killing<LifeOrders>,
): Promise<{ readonly kills: number; readonly broken: readonly string[] }> {
  const { arm, options, traceFile, victims } = killing;
  const { coverage, extraKills = 0 } = options;
  const deadlySites = arm.deadlySites ?? [];
  const random = seededRandom(options.seed);
  const broken: string[] = [];
  const isEnough = (life: number): boolean =>
    life >= options.kills && (life >= options.kills + extraKills || missedSites(coverage, deadlySites).length === 0);
  let kills = 0;
  for (; !isEnough(kills); kills += 1) {
    await killing.prepare?.(kills);
    const targets = arm.isBalanced
      ? coverage.nextTargets(deadlySites)
      : { deadlySites, passChance: arm.passChance, goal: null };
    const anyTime = arm.deadlySites === null;
    const lifeMs = arm.longestLifeMs * (anyTime ? random.uniform() : 1);
    // At any time means while it starts, too; but on a busy machine some have to get further than that.
    const from = anyTime && kills % 2 === 0 ? 'here' : 'its work';
    const ending = await victims.live(killing.ordersFor(kills, targets), lifeMs, from);
    if (ending.kind !== 'killed') broken.push(`life ${String(kills)} was not killed: ${ending.words}`);
    coverage.read(traceFile);
  }
  return { kills, broken };
}
