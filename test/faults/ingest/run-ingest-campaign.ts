import { type CampaignOptions, type Round, runRounds } from '../run-rounds.ts';
import { type Column, describeTable } from '../campaign-report.ts';
import type { IngestArm } from './arms.ts';
import { type IngestArmResult, runIngestArm } from './run-ingest-arm.ts';

/** Runs all rounds and sums them up by arm. */
export function runIngestCampaign(
  rounds: readonly Round<IngestArm>[],
  options: CampaignOptions<IngestArmResult>,
): Promise<readonly IngestArmResult[]> {
  return runRounds(rounds, options, runIngestArm, sum);
}

const failureKinds = ['missing', 'double', 'wrong', 'dangling', 'open', 'broken'] as const;

/** What must not be: everything else in a result is a figure. */
export function ingestFailuresOf(result: IngestArmResult): readonly string[] {
  return failureKinds.flatMap((kind) => result[kind].map((what) => `${kind}: ${what}`));
}

const columns: readonly Column<IngestArmResult>[] = [
  ['kills', ({ kills }) => kills],
  ['faults', ({ faults, requests }) => `${((100 * faults) / Math.max(1, requests)).toFixed(0)}%`],
  ['resyncs', ({ resyncs }) => resyncs],
  ['messages', ({ messages }) => messages],
  ['files', ({ files }) => files],
  ...failureKinds.map((kind): Column<IngestArmResult> => [kind, (result) => result[kind].length]),
];

export function describeIngestResults(results: readonly IngestArmResult[]): string {
  return describeTable(results, columns, ingestFailuresOf);
}

function sum(a: IngestArmResult, b: IngestArmResult): IngestArmResult {
  return {
    arm: a.arm,
    kills: a.kills + b.kills,
    requests: a.requests + b.requests,
    faults: a.faults + b.faults,
    resyncs: a.resyncs + b.resyncs,
    messages: a.messages + b.messages,
    files: a.files + b.files,
    missing: [...a.missing, ...b.missing],
    double: [...a.double, ...b.double],
    wrong: [...a.wrong, ...b.wrong],
    dangling: [...a.dangling, ...b.dangling],
    open: [...a.open, ...b.open],
    broken: [...a.broken, ...b.broken],
  };
}
