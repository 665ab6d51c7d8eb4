import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

/** As much of a failure as tells what it was about, without a page of stack. */
const mostLines = 12;

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

/** What vitest's JSON reporter says of each failed test, and of each file that could not be loaded: its name, then why. */
export function listVitestFailures(report: string): string[] {
  return vitestReport.parse(JSON.parse(report)).testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [describeFailure(name, [message])] : [];
    return failed.map((test) => describeFailure(`${name} › ${test.fullName}`, test.failureMessages ?? []));
  });
}

const playwrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(
    z.object({ results: z.array(z.object({ errors: z.array(z.object({ message: z.string().optional() })) })) }),
  ),
});
const playwrightSuite = z.object({
  specs: z.array(playwrightSpec).default([]),
  get suites() {
    return z.array(playwrightSuite).default([]);
  },
});
type PlaywrightSuite = z.infer<typeof playwrightSuite>;

/** The same of Playwright's. */
export function listPlaywrightFailures(report: string): string[] {
  return failuresIn(z.object({ suites: z.array(playwrightSuite) }).parse(JSON.parse(report)).suites);
}

function failuresIn(suites: readonly PlaywrightSuite[]): string[] {
  return suites.flatMap((suite) => [
    ...suite.specs.filter((spec) => !spec.ok).map(describeSpec),
    ...failuresIn(suite.suites),
  ]);
}

function describeSpec({ file, title, tests }: z.infer<typeof playwrightSpec>): string {
  const errors = tests.flatMap((test) => test.results.flatMap((result) => result.errors));
  return describeFailure(
    `${file} › ${title}`,
    errors.map((error) => error.message ?? ''),
  );
}

function describeFailure(name: string, messages: readonly string[]): string {
  const lines = stripVTControlCharacters(messages.join('\n')).split('\n').slice(0, mostLines);
  return [name, ...lines.map((line) => `    ${line}`)].join('\n');
}
