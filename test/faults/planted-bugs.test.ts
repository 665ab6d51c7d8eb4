import { beforeAll, describe, expect, test } from 'vitest';
import { controls } from './controls.ts';
import { createCoverage } from './coverage.ts';
import { sites } from './failpoints.ts';
import type { PlantedBug } from './planted-bugs.ts';
import { type ArmResult, runArm } from './run-arm.ts';
import { failuresOf } from './run-campaign.ts';

const KILLS = 2;
/** Most of the time is waiting, so that several go side by side: the one that settles longest begins. */
const LANES = 3;
const bugs: readonly PlantedBug[] = ['noSettle', 'hastyRecall', 'naiveRetry', 'noSeal', 'newDraft', 'freshPlace'];
const results = new Map<PlantedBug, { readonly planted: ArmResult; readonly unharmed: ArmResult }>();

function run(bug: PlantedBug, isPlanted: boolean): Promise<ArmResult> {
  const options = { kills: KILLS, seed: 1, coverage: createCoverage(sites) };
  return runArm(controls[bug], isPlanted ? { ...options, bug } : options);
}

beforeAll(async () => {
  const waiting = [...bugs];
  async function work(): Promise<void> {
    for (let bug = waiting.shift(); bug !== undefined; bug = waiting.shift()) {
      const [planted, unharmed] = await Promise.all([run(bug, true), run(bug, false)]);
      results.set(bug, { planted, unharmed });
    }
  }
  await Promise.all(Array.from({ length: LANES }, work));
}, 900_000);

describe('Promise 6: the harness that finds nothing would find', () => {
  test('every bug that is planted', () => {
    expect(bugs.toSorted()).toEqual(Object.keys(controls).toSorted());
  });

  test.each(bugs.map((bug) => [controls[bug].name, bug] as const))('%s, and only where it is planted', (_, bug) => {
    const { planted, unharmed } = results.get(bug) ?? {};
    const harm = [planted?.lost, planted?.duplicate, planted?.wrong].flatMap((what) => what ?? []);
    expect(harm).not.toEqual([]);
    expect(unharmed?.delivered).toBeGreaterThan(0);
    expect(unharmed === undefined ? ['did not run'] : failuresOf(unharmed)).toEqual([]);
  });
});
