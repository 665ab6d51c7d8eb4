import { beforeAll, describe, expect, test } from 'vitest';
import { arms } from './arms.ts';
import { describeCoverage, describeResults } from './campaign-report.ts';
import { createCoverage, missedSites } from './coverage.ts';
import { sites, waySites } from './failpoints.ts';
import type { ArmResult } from './run-arm.ts';
import { failuresOf, runCampaign } from './run-campaign.ts';

const SEED = 20260101;
/** So many more at most, on a machine that is too busy to get anywhere in a life. */
const EXTRA_KILLS = 300;
const rounds = [
  { arm: arms.everyFailpoint, kills: 90, extraKills: EXTRA_KILLS },
  { arm: arms.otherWays, kills: 60, extraKills: EXTRA_KILLS },
  { arm: arms.linksByName, kills: 6, extraKills: EXTRA_KILLS },
  { arm: arms.anyTime, kills: 14 },
  { arm: arms.aroundSend, kills: 10 },
  { arm: arms.harshServer, kills: 8 },
  { arm: arms.anyTimeHarsh, kills: 8 },
];
const coverage = createCoverage([...sites, ...waySites]);
let results: readonly ArmResult[] = [];

beforeAll(async () => {
  results = await runCampaign(rounds, { seed: SEED, coverage });
  process.stdout.write(`${describeResults(results)}\n${describeCoverage(coverage)}\n`);
}, 1_500_000);

describe('Promise 6: killed anywhere, under faults', () => {
  test('at least 200 times', () => {
    expect(results.reduce((kills, result) => kills + result.kills, 0)).toBeGreaterThanOrEqual(200);
  });

  test('at every failpoint there is', () => {
    expect(missedSites(coverage)).toEqual([]);
  });

  test.each(rounds.map(({ arm }) => arm.name))('%s: nothing is lost, doubled, altered or forgotten', (name) => {
    const result = results.find(({ arm }) => arm === name);
    expect(result?.delivered).toBeGreaterThan(0);
    expect(result === undefined ? ['did not run'] : failuresOf(result)).toEqual([]);
  });

  test('C13 C19: messages were taken back, and rows of a merge went in batches', () => {
    const result = results.find(({ arm }) => arm === arms.otherWays.name);
    expect(result?.cancelled).toBeGreaterThan(0);
    expect(result?.batches).toBeGreaterThan(0);
  });
});
