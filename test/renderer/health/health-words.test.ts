import { describe, expect, it } from 'vitest';
import type { RolloutGate, RolloutStatus } from '../../../contract/flags.ts';
import type { HealthSeries } from '../../../contract/health.ts';
import { formatMeasure, isMissed, objectiveWords } from '../../../renderer/health/measure-words.ts';
import { observedWords, standWords, thresholdWords } from '../../../renderer/health/rollout-words.ts';
import { thinOut } from '../../../renderer/health/thin-out.ts';

describe('a measure', () => {
  it.each([
    ['uploadRate', 14.2, '14'],
    ['confirmation', 3.24, '3.2'],
    ['backlog', 660, '11'],
    ['errors', 0.004, '0.4'],
    ['errors', 0, '0'],
    ['backlog', null, '–'],
  ] as const)('O1: is told in the unit of its chart: %s %s is %s', (measure, value, words) => {
    expect(formatMeasure(measure, value)).toBe(words);
  });

  it('O1: names its objective and whether it is missed', () => {
    const atLeast = { is: 'atLeast', value: 8 } as const;
    const atMost = { is: 'atMost', value: 600 } as const;
    expect([objectiveWords('uploadRate', atLeast), objectiveWords('backlog', atMost)]).toEqual([
      'objective over 8',
      'objective under 10',
    ]);
    expect(objectiveWords('errors', null)).toBe('');
    expect(isMissed({ now: 7, objective: atLeast })).toBe(true);
    expect(isMissed({ now: 661, objective: atMost })).toBe(true);
    expect(isMissed({ now: 600, objective: atMost })).toBe(false);
    expect(isMissed({ now: null, objective: atMost })).toBe(false);
    expect(isMissed({ now: 1, objective: null })).toBe(false);
  });
});

describe('the table', () => {
  const series: HealthSeries = {
    at: ['2026-11-19T12:00:00Z', '2026-11-19T12:01:00Z', '2026-11-19T12:02:00Z', '2026-11-19T12:03:00Z'],
    values: {
      uploadRate: [1, 3, null, null],
      confirmation: [null, null, null, null],
      backlog: [0, 0, null, null],
      errors: [null, 0.5, null, null],
    },
  };

  it('O1: has the numbers of the charts, newest first, without the time in which nothing ran', () => {
    expect(thinOut(series, 60).map(({ at }) => at)).toEqual(['2026-11-19T12:01:00Z', '2026-11-19T12:00:00Z']);
  });

  it('O1: puts together what is too much to be read', () => {
    expect(thinOut(series, 2)).toEqual([
      {
        at: '2026-11-19T12:00:00Z',
        values: { uploadRate: 2, confirmation: null, backlog: 0, errors: 0.5 },
      },
    ]);
  });
});

describe('the rollout', () => {
  const slow: RolloutGate = {
    metric: 'latency_p95',
    unit: 'seconds',
    threshold: 0.5,
    rollBackAbove: 2,
    observed: 0.64,
    sample: 388,
    verdict: 'wait',
    why: 'p95 0.64 s, more than 0.5 s.',
  };
  const status: RolloutStatus = {
    percent: 50,
    ladder: [10, 50, 100],
    steering: 'automatic',
    since: null,
    gates: [slow],
    lookedAt: null,
    decisions: [],
    problem: null,
  };

  it.each([
    [{}, 'Holds at 50 %. p95 0.64 s, more than 0.5 s.'],
    [{ gates: [{ ...slow, verdict: 'pass' as const }] }, 'Stands at 50 %; every gate is passed.'],
    [{ gates: [] }, 'Stands at 50 %. The controller has not looked yet.'],
    [{ percent: 100 }, 'Everybody is in.'],
    [{ steering: 'held' as const }, 'A person holds it at 50 %.'],
    [{ steering: 'aborted' as const, percent: 0 }, 'A person aborted it: nobody is let in until a person resumes it.'],
    [{ steering: null, percent: 100 }, 'Nothing is staged: sending is open to everybody.'],
    [{ steering: null, percent: 5 }, 'Nothing is staged: a setting opens sending to 5 % of the mailboxes.'],
  ])('O3: says why it stands where it stands (%#)', (change, words) => {
    expect(standWords({ ...status, ...change })).toBe(words);
  });

  it('O3: tells what a gate asks and what was seen', () => {
    expect([thresholdWords(slow), observedWords(slow)]).toEqual(['at most 500 ms', '640 ms']);
    const errors = { ...slow, metric: 'error_rate', unit: 'share', threshold: 0.01, observed: null } as const;
    expect([thresholdWords(errors), observedWords(errors)]).toEqual(['at most 1 %', '–']);
    const sample = { ...slow, metric: 'sample', unit: 'executions', threshold: 100, observed: 1_204 } as const;
    expect([thresholdWords(sample), observedWords(sample)]).toEqual(['at least 100', '1,204']);
  });
});
