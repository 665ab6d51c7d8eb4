import { parseArgs } from 'node:util';
import { describeCoverage } from '../faults/campaign-report.ts';
import { createCoverage, missedSites } from '../faults/coverage.ts';
import { type IngestArmName, ingestArms } from '../faults/ingest/arms.ts';
import { ingestSites } from '../faults/ingest/failpoints.ts';
import { describeIngestResults, ingestFailuresOf, runIngestCampaign } from '../faults/ingest/run-ingest-campaign.ts';
import { planRounds } from './plan-rounds.ts';

const usage = `npm run soak -- ingest [--kills N] [--arm NAME] [--seed S] [--minutes M]

Kills the engine N times (300) while mail comes in under injected faults, lets it finish, and compares the mailbox with
what is on the disk. Arms: ${Object.keys(ingestArms).join(', ')}; without one, all of them in their shares.
No new round of kills begins after M minutes.
`;

/** Of all kills. Failpoints have most, because each of them needs many. */
const shares: Readonly<Record<IngestArmName, number>> = {
  everyFailpoint: 0.3,
  everyFailpointResync: 0.3,
  anyTime: 0.2,
  anyTimeResync: 0.2,
};

export async function soak(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string', default: '300' },
      arm: { type: 'string' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string' },
    },
  });
  const names = Object.keys(ingestArms) as IngestArmName[];
  const chosen = values.arm === undefined ? names : names.filter((name) => name === values.arm);
  const [kills, seed, minutes] = [Number(values.kills), Number(values.seed), Number(values.minutes ?? 'Infinity')];
  if (chosen.length === 0 || !(kills > 0) || !Number.isInteger(seed) || !(minutes > 0)) {
    process.stderr.write(usage);
    return false;
  }
  const startedAtMs = Date.now();
  const coverage = createCoverage(ingestSites);
  const rounds = planRounds(
    chosen.map((name) => ({ arm: ingestArms[name], share: shares[name] })),
    kills,
  );
  const results = await runIngestCampaign(rounds, {
    seed,
    coverage,
    untilMs: startedAtMs + minutes * 60_000,
    onResult: (result) => process.stdout.write(`${describeIngestResults([result])}\n`),
  });
  const failures = results.flatMap(ingestFailuresOf);
  // The other arms are not meant to come everywhere.
  const isEverywhere = chosen.includes('everyFailpointResync');
  const missed = isEverywhere ? missedSites(coverage) : [];
  const done = results.reduce((sum, result) => sum + result.kills, 0);
  const tookMinutes = ((Date.now() - startedAtMs) / 60_000).toFixed(1);
  process.stdout.write(`\n${describeIngestResults(results)}\n${isEverywhere ? `${describeCoverage(coverage)}\n` : ''}`);
  process.stdout.write(`${String(done)} kills in ${tookMinutes} minutes, seed ${String(seed)}: `);
  process.stdout.write(failures.length + missed.length === 0 ? 'nothing failed.\n' : 'FAILED.\n');
  return failures.length + missed.length === 0;
}
