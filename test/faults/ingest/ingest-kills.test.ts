import { beforeAll, describe, expect, test } from 'vitest';
import { describeCoverage } from '../campaign-report.ts';
import { createCoverage, missedSites } from '../coverage.ts';
import { ingestArms } from './arms.ts';
import { ingestSites } from './failpoints.ts';
import type { IngestArmResult } from './run-ingest-arm.ts';
import { describeIngestResults, ingestFailuresOf, runIngestCampaign } from './run-ingest-campaign.ts';

const SEED = 20260401;
const rounds = [
  // Only where the place is lost does it come to every failpoint.
  { arm: ingestArms.everyFailpointResync, kills: 36, extraKills: 200 },
  { arm: ingestArms.everyFailpoint, kills: 12 },
  { arm: ingestArms.anyTimeResync, kills: 6 },
  { arm: ingestArms.anyTime, kills: 6 },
];
const coverage = createCoverage(ingestSites);
let results: readonly IngestArmResult[] = [];

beforeAll(async () => {
  results = await runIngestCampaign(rounds, { seed: SEED, coverage });
  process.stdout.write(`${describeIngestResults(results)}\n${describeCoverage(coverage)}\n`);
}, 1_500_000);

describe('Promises 17 and 18: killed anywhere while mail comes in, under faults', () => {
  test('at least 60 times', () => {
    expect(results.reduce((kills, result) => kills + result.kills, 0)).toBeGreaterThanOrEqual(60);
  });

  test('at every failpoint there is', () => {
    expect(missedSites(coverage)).toEqual([]);
  });

  test.each(rounds.map(({ arm }) => arm.name))('%s: nothing is missed, doubled, altered or left open', (name) => {
    const result = results.find(({ arm }) => arm === name);
    expect(result?.files).toBeGreaterThan(0);
    expect(result === undefined ? ['did not run'] : ingestFailuresOf(result)).toEqual([]);
  });

  test('the service lost the place where it was to, and nowhere else', () => {
    const resyncs = new Map(results.map((result) => [result.arm, result.resyncs]));
    expect(resyncs.get(ingestArms.everyFailpointResync.name)).toBeGreaterThan(0);
    expect(resyncs.get(ingestArms.everyFailpoint.name)).toBe(0);
  });
});
