import { describe, expect, test } from 'vitest';
import { createCoverage } from '../coverage.ts';
import { controlsOf } from './controls.ts';
import { ingestSites } from './failpoints.ts';
import { type IngestBug, ingestBugs } from './planted-bugs.ts';
import { type IngestArmResult, runIngestArm } from './run-ingest-arm.ts';
import { ingestFailuresOf } from './run-ingest-campaign.ts';

const KILLS = 3;
const cases = (Object.keys(ingestBugs) as IngestBug[]).flatMap((bug) => controlsOf(bug).map((arm) => ({ bug, arm })));

/** What the bug must do, as the judge and the look into the data folder before each restart name it. */
const harm: Readonly<Record<IngestBug, (result: IngestArmResult) => readonly string[]>> = {
  linkFirst: ({ missing }) => missing.filter((what) => what.includes('no row')),
  rowFirst: ({ broken }) => broken.filter((what) => what.includes('is not on disk')),
};

describe('Promises 17 and 18: the harness that finds nothing would find', { timeout: 120_000 }, () => {
  test.each(cases)('$arm.name, and only where it is planted', async ({ bug, arm }) => {
    const options = { kills: KILLS, seed: 1, coverage: createCoverage(ingestSites) };
    const [planted, unharmed] = await Promise.all([runIngestArm(arm, { ...options, bug }), runIngestArm(arm, options)]);
    expect(harm[bug](planted)).not.toEqual([]);
    expect(unharmed.files).toBeGreaterThan(0);
    expect(ingestFailuresOf(unharmed)).toEqual([]);
  });
});
