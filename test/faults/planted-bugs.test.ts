import { describe, expect, test } from 'vitest';
import { controls } from './controls.ts';
import { createCoverage } from './coverage.ts';
import { type PlantedBug, plantedBugs } from './planted-bugs.ts';
import { type ArmResult, runArm } from './run-arm.ts';
import { failuresOf } from './run-campaign.ts';

const KILLS = 3;
const bugs = Object.keys(plantedBugs) as PlantedBug[];

function run(bug: PlantedBug, planted: boolean): Promise<ArmResult> {
  const options = { kills: KILLS, seed: 1, coverage: createCoverage() };
  return runArm(controls[bug], planted ? { ...options, bug } : options);
}

describe.concurrent('Promise 6: the harness that finds nothing would find', { timeout: 90_000 }, () => {
  test.each(bugs)('%s, planted', async (bug) => {
    const { lost, duplicate, wrong } = await run(bug, true);
    expect(lost.length + duplicate.length + wrong.length).toBeGreaterThan(0);
  });

  test.each(bugs)('%s, and blames it alone: the engine comes through the same', async (bug) => {
    const result = await run(bug, false);
    expect(result.delivered).toBeGreaterThan(0);
    expect(failuresOf(result)).toEqual([]);
  });
});
