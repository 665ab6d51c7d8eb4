import { type Coverage, missedSites } from './coverage.ts';
import { failuresOf } from './run-campaign.ts';
import type { ArmResult } from './run-arm.ts';

/** A title, and what stands below it. */
export type Column<Result> = readonly [title: string, cell: (result: Result) => string | number];

const sendColumns: readonly Column<ArmResult>[] = [
  ['kills', (result) => result.kills],
  ['faults', (result) => `${((100 * result.faults) / Math.max(1, result.requests)).toFixed(0)}%`],
  ['delivered', (result) => result.delivered],
  ['cancelled', (result) => result.cancelled],
  ['lost', (result) => result.lost.length],
  ['duplicate', (result) => result.duplicate.length],
  ['wrong', (result) => result.wrong.length],
  ['needs you', (result) => result.needsYou.length],
  ['resumed', (result) => result.resumed],
  ['unconfirmed', (result) => result.unconfirmed.length],
  ['broken', (result) => result.broken.length + result.violations.length],
];

/** One line an arm, and below each what went wrong. */
export function describeResults(results: readonly ArmResult[]): string {
  return describeTable(results, sendColumns, failuresOf);
}

export function describeTable<Result extends { readonly arm: string }>(
  results: readonly Result[],
  columns: readonly Column<Result>[],
  failures: (result: Result) => readonly string[],
): string {
  const width = Math.max(...results.map(({ arm }) => arm.length));
  const line = (name: string, cells: readonly (string | number)[]): string =>
    [name.padEnd(width), ...cells.map((cell, at) => String(cell).padStart((columns[at]?.[0].length ?? 0) + 1))].join(
      ' ',
    );
  const titles = line(
    'killed',
    columns.map(([title]) => title),
  );
  const lines = results.flatMap((result) => [
    line(
      result.arm,
      columns.map(([, cell]) => cell(result)),
    ),
    ...failures(result).map((failure) => `  ${failure}`),
  ]);
  return [titles, ...lines].join('\n');
}

export function describeCoverage(coverage: Coverage): string {
  const missed = missedSites(coverage);
  const reached = `${String(coverage.sites.length - missed.length)} of ${String(coverage.sites.length)} failpoints killed at`;
  if (missed.length > 0) {
    const named = missed.map((site) => `${site} (passed in ${String(coverage.passes(site))} lives)`);
    return `${reached}; never at: ${named.join(', ')}`;
  }
  const rarest = coverage.sites.toSorted((a, b) => coverage.kills(a) - coverage.kills(b)).slice(0, 5);
  return `${reached}; least often: ${rarest.map((site) => `${site} ${String(coverage.kills(site))}`).join(', ')}`;
}
