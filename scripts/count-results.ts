import { z } from 'zod';

/** How many tests ended in each way. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const nothing: Counts = { passed: 0, failed: 0, skipped: 0 };
export const onePassed: Counts = { ...nothing, passed: 1 };
export const oneFailed: Counts = { ...nothing, failed: 1 };
export const oneSkipped: Counts = { ...nothing, skipped: 1 };

export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    nothing,
  );
}

/** The line that `npm test` and `.ci/run` close with. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

const vitestReport = z.object({
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});
type VitestFile = z.infer<typeof vitestReport>['testResults'][number];

/**
 * Reads what vitest's JSON reporter wrote, `null` when it wrote nothing. A file that could not be loaded has no tests to
 * count and counts as one failure; so does a run that ended badly without naming a failed test, or that had no test.
 */
export function countVitest(report: string | null, exitCode: number | null): Counts {
  const counts = report === null ? nothing : sum(vitestReport.parse(JSON.parse(report)).testResults.map(countFile));
  return withSilentFailure(counts, exitCode);
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

/** The same of Playwright's JSON reporter. A scenario that passed only at its second try did not pass. */
export function countPlaywright(report: string | null, exitCode: number | null): Counts {
  if (report === null) return withSilentFailure(nothing, exitCode);
  const { expected, unexpected, flaky, skipped } = playwrightReport.parse(JSON.parse(report)).stats;
  return withSilentFailure({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}

function withSilentFailure(counts: Counts, exitCode: number | null): Counts {
  const isSilentFailure = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return isSilentFailure ? sum([counts, oneFailed]) : counts;
}

function countFile({ status, assertionResults }: VitestFile): Counts {
  const counts = sum(assertionResults.map((test) => countTest(test.status)));
  return status === 'failed' && counts.failed === 0 ? sum([counts, oneFailed]) : counts;
}

function countTest(status: string): Counts {
  switch (status) {
    case 'passed':
      return onePassed;
    case 'failed':
      return oneFailed;
    default:
      return oneSkipped;
  }
}
