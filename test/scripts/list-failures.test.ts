import { describe, expect, it } from 'vitest';
import { listPlaywrightFailures, listVitestFailures } from '../../scripts/list-failures.ts';

describe('listVitestFailures', () => {
  it('names each failed test and the first lines of why, without colours', () => {
    const why = ['\u001b[31mexpected 1 to be 2\u001b[39m', ...Array.from({ length: 40 }, (_, at) => `at line ${at}`)];
    const report = {
      testResults: [
        {
          name: 'test/a.test.ts',
          status: 'failed',
          message: '',
          assertionResults: [
            { status: 'passed', fullName: 'counts', failureMessages: [] },
            { status: 'failed', fullName: 'counts again', failureMessages: [why.join('\n')] },
          ],
        },
      ],
    };
    const [failure = '', ...others] = listVitestFailures(JSON.stringify(report));
    expect(others).toEqual([]);
    expect(failure.split('\n').slice(0, 3)).toEqual([
      'test/a.test.ts › counts again',
      '    expected 1 to be 2',
      '    at line 0',
    ]);
    expect(failure).not.toContain('at line 39');
  });

  it('names a file that could not be loaded', () => {
    const report = {
      testResults: [{ name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] }],
    };
    expect(listVitestFailures(JSON.stringify(report))).toEqual(['b.test.ts\n    no such module']);
  });
});

function spec(title: string, ok: boolean, message: string) {
  return {
    title,
    file: 'send.spec.ts',
    ok,
    tests: [{ results: [{ errors: ok ? [] : [{ message }] }] }],
  };
}

describe('listPlaywrightFailures', () => {
  it('finds failed scenarios in groups within groups', () => {
    const report = {
      suites: [{ specs: [spec('goes', true, '')], suites: [{ specs: [spec('comes', false, 'it stayed away')] }] }],
    };
    expect(listPlaywrightFailures(JSON.stringify(report))).toEqual(['send.spec.ts › comes\n    it stayed away']);
  });
});
