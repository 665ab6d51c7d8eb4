import { boolean, check, constant, constantFrom, double, integer, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RolloutState } from '../../../main/core/ports/rollout-store.ts';
import type { SendMeasures } from '../../../main/core/ports/send-measures.ts';
import { decideRollout } from '../../../main/core/rollout/decide-rollout.ts';
import type { RolloutConfig } from '../../../main/core/rollout/rollout-config.ts';

const config: RolloutConfig = {
  ladder: [1, 5, 10, 25, 50, 100],
  minExecutions: 100,
  rungMs: 1_800_000,
  maxAgeS: 120,
  windowMs: 300_000,
  promote: { errorShare: 0.01, p95Seconds: 0.5 },
  rollBack: { errorShare: 0.05, p95Seconds: 2 },
};
const nowMs = 10_000_000;
const well: SendMeasures = { executions: 240, errorShare: 0.004, p95Seconds: 0.31, ageS: 12, problem: null };
const ready: RolloutState = { percent: 10, isPaused: false, steering: 'automatic', sinceMs: 0, rollbacks: 0 };

function decide(measures: Partial<SendMeasures> = {}, state: Partial<RolloutState> = {}) {
  return decideRollout({ ...well, ...measures }, { ...ready, ...state }, config, nowMs);
}

describe('the ladder', () => {
  it.each([
    [1, 5],
    [5, 10],
    [10, 25],
    [25, 50],
    [50, 100],
    [7, 10],
  ])('SM9: goes from %i to %i when all objectives are met', (percent, to) => {
    expect(decide({}, { percent })).toMatchObject({ action: 'promote', from: percent, to, cause: 'objectivesMet' });
  });

  it.each([
    [100, 50],
    [10, 5],
    [1, 0],
    [30, 25],
  ])('SM9: goes back from %i to %i when an objective is broken', (percent, to) => {
    const expected = { action: 'rollback', from: percent, to, cause: 'objectiveBroken' };
    expect(decide({ errorShare: 0.051 }, { percent })).toMatchObject(expected);
    expect(decide({ p95Seconds: 2.01 }, { percent })).toMatchObject(expected);
  });

  it('SM9: goes to 0 when the rung below did not help', () => {
    const state = { percent: 25, rollbacks: 1, sinceMs: nowMs - 301_000 };
    expect(decide({ errorShare: 0.2 }, state)).toMatchObject({ action: 'rollback', to: 0, cause: 'brokenAgain' });
  });

  it('SM9: does not take what was sent on the rung above for the rung below', () => {
    const state = { percent: 25, rollbacks: 1, sinceMs: nowMs - 299_000 };
    expect(decide({ errorShare: 0.2 }, state)).toMatchObject({ action: 'hold', cause: 'cooling' });
  });

  it('SM9: goes back at once from a rung that it has just reached', () => {
    expect(decide({ errorShare: 0.2 }, { sinceMs: nowMs })).toMatchObject({ action: 'rollback', to: 5 });
  });
});

describe('what holds', () => {
  it.each([
    ['a person', {}, { steering: 'held' }, 'held'],
    ['a person’s abort', {}, { steering: 'aborted', percent: 0 }, 'aborted'],
    ['a stop', {}, { isPaused: true }, 'paused'],
    ['no percentage', {}, { percent: null }, 'notStarted'],
    ['nobody in', {}, { percent: 0 }, 'notStarted'],
    ['no Prometheus', { executions: null, errorShare: null, p95Seconds: null, ageS: null }, {}, 'noData'],
    ['no number', { errorShare: null }, {}, 'noData'],
    ['old numbers', { ageS: 121 }, {}, 'noData'],
    ['old bad numbers', { ageS: 121, errorShare: 0.9 }, {}, 'noData'],
    ['few executions', { executions: 99 }, {}, 'smallSample'],
    ['few bad executions', { executions: 3, errorShare: 1 }, {}, 'smallSample'],
    ['no execution', { executions: 0, errorShare: null, p95Seconds: null }, {}, 'smallSample'],
    ['errors between the objectives', { errorShare: 0.02 }, {}, 'betweenObjectives'],
    ['latency between the objectives', { p95Seconds: 1.2 }, {}, 'betweenObjectives'],
    ['a new rung', {}, { sinceMs: nowMs - 1_799_000 }, 'tooSoon'],
    ['somebody else’s percentage', {}, { sinceMs: null }, 'tooSoon'],
    ['the top', {}, { percent: 100 }, 'complete'],
  ] as const)('SM9: %s', (_what, measures, state, cause) => {
    const verdict = decide(measures, state);
    expect(verdict).toMatchObject({ action: 'hold', cause, to: verdict.from });
    expect(verdict.because).not.toBe('');
  });

  it('SM9: meets an objective exactly, and breaks none exactly', () => {
    expect(decide({ errorShare: 0.01, p95Seconds: 0.5, executions: 100, ageS: 120 }).action).toBe('promote');
    expect(decide({ errorShare: 0.05, p95Seconds: 2 })).toMatchObject({ action: 'hold', cause: 'betweenObjectives' });
  });
});

it('SM9: tells every gate with its numbers', () => {
  expect(decide({ errorShare: 0.0234 }).gates).toEqual([
    expect.objectContaining({ metric: 'data_age', threshold: 120, observed: 12, verdict: 'pass' }),
    expect.objectContaining({ metric: 'sample', threshold: 100, observed: 240, verdict: 'pass' }),
    {
      metric: 'error_rate',
      unit: 'share',
      threshold: 0.01,
      rollBackAbove: 0.05,
      observed: 0.0234,
      sample: 240,
      verdict: 'wait',
      why: 'Errors 2.34 %, more than 1 %.',
    },
    expect.objectContaining({ metric: 'latency_p95', observed: 0.31, sample: 240, verdict: 'pass' }),
    expect.objectContaining({ metric: 'time_on_rung', threshold: 1_800, observed: 10_000, verdict: 'pass' }),
  ]);
});

/** The one rule behind all rows above. */
function isJustified(seen: SendMeasures, where: RolloutState): boolean {
  const { action, from, to } = decideRollout(seen, where, config, nowMs);
  const { errorShare, p95Seconds } = seen;
  if (action === 'hold') return to === from;
  const isFree = where.steering === 'automatic' && !where.isPaused && (where.percent ?? 0) > 0;
  const isKnown = (seen.ageS ?? Infinity) <= 120 && (seen.executions ?? 0) >= 100;
  if (!isFree || !isKnown || errorShare === null || p95Seconds === null) return false;
  if (action === 'promote') return to > from && errorShare <= 0.01 && p95Seconds <= 0.5;
  return to < from && (errorShare > 0.05 || p95Seconds > 2);
}

it('SM9: never moves without fresh numbers of enough executions, nor against a person or a stop', () => {
  const number = option(double({ min: 0, max: 10_000, noNaN: true }), { nil: null });
  const share = option(constantFrom(0, 0.01, 0.02, 0.05, 0.051, 1), { nil: null });
  const measures = record({
    executions: number,
    errorShare: share,
    p95Seconds: option(constantFrom(0, 0.5, 0.6, 2, 2.1), { nil: null }),
    ageS: option(constantFrom(0, 60, 120, 121), { nil: null }),
    problem: constant(null),
  });
  const state = record({
    percent: option(integer({ min: 0, max: 100 }), { nil: null }),
    isPaused: boolean(),
    steering: constantFrom('automatic', 'held', 'aborted'),
    sinceMs: option(integer({ min: 0, max: nowMs }), { nil: null }),
    rollbacks: integer({ min: 0, max: 3 }),
  });
  expect(check(property(measures, state, isJustified), { numRuns: 5_000 })).toMatchObject({ failed: false });
});
