import { describe, expect, test } from 'vitest';
import { controls } from './controls.ts';
import { createCoverage } from './coverage.ts';
import { sites } from './failpoints.ts';
import { type PlantedBug, plantedBugs } from './planted-bugs.ts';
import { type ArmResult, runArm } from './run-arm.ts';
import { failuresOf } from './run-campaign.ts';

const KILLS = 2;
const bugs = Object.keys(plantedBugs) as PlantedBug[];

function run(bug: PlantedBug, planted: boolean): Promise<ArmResult> {
  const options = { kills: KILLS, seed: 1, coverage: createCoverage(sites) };
  return runArm(controls[bug], planted ? { ...options, bug } : options);
}

describe('Promise 6: the harness that finds nothing would find', { timeout: 120_000 }, () => {
  test.each(bugs.map((bug) => [controls[bug].name, bug] as const))(
    '%s, and only where it is planted',
    async (_, bug) => {
      const [planted, unharmed] = await Promise.all([run(bug, true), run(bug, false)]);
      expect(planted.lost.length + planted.duplicate.length + planted.wrong.length).toBeGreaterThan(0);
      expect(unharmed.delivered).toBeGreaterThan(0);
      expect(failuresOf(unharmed)).toEqual([]);
    },
  );
});
