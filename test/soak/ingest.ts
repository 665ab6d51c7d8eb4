import { parseArgs } from 'node:util';
import { describeCoverage } from '../faults/campaign-report.ts';
import { createCoverage, missedSites } from '../faults/coverage.ts';
import { type IngestArmName, ingestArms } from '../faults/ingest/arms.ts';
import { collectThousands } from '../faults/ingest/collect-thousands.ts';
import { ingestSites } from '../faults/ingest/failpoints.ts';
import { describeIngestResults, ingestFailuresOf, runIngestCampaign } from '../faults/ingest/run-ingest-campaign.ts';
import { planRounds } from './plan-rounds.ts';

const usage = `npm run soak -- ingest [--messages N] [--kills N] [--arm NAME] [--seed S] [--minutes M]

Collects N messages (10000) without any notification, half of them under injected faults. Then kills the engine N times
(300) while mail comes in under faults, lets it finish, and compares the mailbox with what is on the disk; 0 leaves
either out. Arms: ${Object.keys(ingestArms).join(', ')}; without one, all of them in their shares.
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
      messages: { type: 'string', default: '10000' },
      kills: { type: 'string', default: '300' },
      arm: { type: 'string' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string' },
    },
  });
  const names = Object.keys(ingestArms) as IngestArmName[];
  const chosen = values.arm === undefined ? names : names.filter((name) => name === values.arm);
  const { messages, kills, seed, minutes } = {
    messages: Number(values.messages),
    kills: Number(values.kills),
    seed: Number(values.seed),
    minutes: Number(values.minutes ?? 'Infinity'),
  };
  if (chosen.length === 0 || !(messages >= 0) || !(kills >= 0) || !Number.isInteger(seed) || !(minutes > 0)) {
    process.stderr.write(usage);
    return false;
  }
  const areAllHere = messages === 0 || (await soakThousands(messages));
  const isKilledWell = kills === 0 || (await soakKills(chosen, { kills, seed, minutes }));
  return areAllHere && isKilledWell;
}

async function soakThousands(messages: number): Promise<boolean> {
  const rounds = await collectThousands(messages, ({ name, verdict, seconds, ...round }) => {
    process.stdout.write(
      `${name}: ${String(round.messages)} messages, ${String(round.files)} files in ${seconds.toFixed(0)} s; ` +
        `here now: ${String(verdict.messages)}, missing ${String(verdict.missing.length)}, ` +
        `double ${String(verdict.double.length)}, wrong ${String(verdict.wrong.length)}, ` +
        `without bytes ${String(verdict.dangling.length)}\n`,
    );
  });
  const failures = rounds.flatMap(({ name, verdict }) => {
    const { double, wrong, dangling, missing, open } = verdict;
    // Under faults a round may leave work for the next one.
    const late = name === 'under faults' ? [] : [...missing, ...open];
    return [...double, ...wrong, ...dangling, ...late];
  });
  for (const failure of failures) process.stdout.write(`  ${failure}\n`);
  return failures.length === 0;
}

async function soakKills(
  chosen: readonly IngestArmName[],
  { kills, seed, minutes }: { readonly kills: number; readonly seed: number; readonly minutes: number },
): Promise<boolean> {
  const startedAtMs = Date.now();
  const coverage = createCoverage(ingestSites);
  const wanted = chosen.map((name) => ({ arm: ingestArms[name], share: shares[name] }));
  const results = await runIngestCampaign(planRounds(wanted, kills), {
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
