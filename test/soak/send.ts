import { parseArgs } from 'node:util';
import { type ArmName, arms } from '../faults/arms.ts';
import { describeCoverage, describeResults } from '../faults/campaign-report.ts';
import { createCoverage, missedSites } from '../faults/coverage.ts';
import { sites, waySites } from '../faults/failpoints.ts';
import { failuresOf, runCampaign } from '../faults/run-campaign.ts';
import { planRounds } from './plan-rounds.ts';

const usage = `npm run soak -- send [--kills N] [--arm NAME] [--seed S] [--minutes M]

Kills the engine N times (5000) under injected faults, lets it finish, and compares what arrived with what was meant.
Arms: ${Object.keys(arms).join(', ')}; without one, all of them in their shares.
No new round of kills begins after M minutes.
`;

/** Of all kills. Failpoints have most, because each of them needs many. */
const shares: Readonly<Record<ArmName, number>> = {
  anyTime: 0.1,
  everyFailpoint: 0.35,
  otherWays: 0.25,
  linksByName: 0.05,
  aroundSend: 0.1,
  harshServer: 0.05,
  anyTimeHarsh: 0.1,
};
export async function soak(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string', default: '5000' },
      arm: { type: 'string' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string' },
    },
  });
  const names = Object.keys(arms) as ArmName[];
  const chosen = values.arm === undefined ? names : names.filter((name) => name === values.arm);
  const [kills, seed, minutes] = [values.kills, values.seed, values.minutes ?? 'Infinity'].map(Number);
  if (chosen.length === 0 || kills === undefined || !(kills > 0) || !Number.isInteger(seed) || !(Number(minutes) > 0)) {
    process.stderr.write(usage);
    return false;
  }
  const startedAtMs = Date.now();
  const coverage = createCoverage([...sites, ...waySites]);
  const results = await runCampaign(
    planRounds(
      chosen.map((name) => ({ arm: arms[name], share: shares[name] })),
      kills,
    ),
    {
      seed: seed ?? 1,
      coverage,
      untilMs: startedAtMs + Number(minutes) * 60_000,
      onResult: (result) => process.stdout.write(`${describeResults([result])}\n`),
    },
  );
  const failures = results.flatMap(failuresOf);
  // The other arms are not meant to come everywhere.
  const isEverywhere = (['everyFailpoint', 'otherWays', 'linksByName'] as const).every((name) => chosen.includes(name));
  const missed = isEverywhere ? missedSites(coverage) : [];
  const done = results.reduce((sum, result) => sum + result.kills, 0);
  const tookMinutes = ((Date.now() - startedAtMs) / 60_000).toFixed(1);
  process.stdout.write(`\n${describeResults(results)}\n${isEverywhere ? `${describeCoverage(coverage)}\n` : ''}`);
  process.stdout.write(`${String(done)} kills in ${tookMinutes} minutes, seed ${String(seed)}: `);
  process.stdout.write(failures.length + missed.length === 0 ? 'nothing failed.\n' : 'FAILED.\n');
  return failures.length + missed.length === 0;
}
