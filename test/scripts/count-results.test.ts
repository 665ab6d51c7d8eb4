import { describe, expect, it } from 'vitest';
import { closingLine, countPlaywright, countVitest, sum } from '../../scripts/count-results.ts';

function report(...files: readonly { status: string; tests: readonly string[] }[]): string {
  const testResults = files.map(({ status, tests }) => ({
    status,
    assertionResults: tests.map((ended) => ({ status: ended })),
  }));
  return JSON.stringify({ testResults });
}

describe('countVitest', () => {
  it('counts tests by how they ended', () => {
    const files = [
      { status: 'passed', tests: ['passed', 'passed', 'skipped', 'todo'] },
      { status: 'failed', tests: ['passed', 'failed'] },
    ];
    expect(countVitest(report(...files), 1)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const files = [
      { status: 'passed', tests: ['passed'] },
      { status: 'failed', tests: [] },
    ];
    expect(countVitest(report(...files), 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it.each([
    ['no report', null, 0],
    ['no test', report(), 0],
    ['only skipped tests', report({ status: 'passed', tests: ['skipped'] }), 0],
    ['an error outside of any test', report({ status: 'passed', tests: ['passed'] }), 1],
    ['a runner that was killed', report({ status: 'passed', tests: ['passed'] }), null],
  ])('fails on %s', (_name, text, exitCode) => {
    expect(countVitest(text, exitCode).failed).toBe(1);
  });
});

describe('countPlaywright', () => {
  it('counts what passed only at a second try as failed', () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };
    expect(countPlaywright(JSON.stringify({ stats }), 1)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  it('fails without a report', () => {
    expect(countPlaywright(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('closingLine', () => {
  it('names skipped tests only when there are some', () => {
    expect(closingLine({ passed: 2, failed: 0, skipped: 0 })).toBe('2 passed, 0 failed');
    const all = sum([
      { passed: 2, failed: 1, skipped: 0 },
      { passed: 1, failed: 0, skipped: 3 },
    ]);
    expect(closingLine(all)).toBe('3 passed, 1 failed, 3 skipped');
  });
});
