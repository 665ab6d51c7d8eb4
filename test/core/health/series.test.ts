import { describe, expect, it } from 'vitest';
import { beginOf, layOutSeries } from '../../../main/core/health/lay-out-series.ts';
import { meanOfSamples, nothingMeasured, percentile } from '../../../main/core/health/mean-of-samples.ts';
import { clockTime, longDuration } from '../../../main/core/health/health-words.ts';
import { minutes, nowMs } from './sample-facts.ts';

describe('a series', () => {
  it('O1: has even steps, ends now, and a gap where nothing was measured', () => {
    const at = nowMs + 30_000;
    const samples = [
      { ...nothingMeasured, atMs: nowMs - minutes(60), backlog: 3 },
      { ...nothingMeasured, atMs: nowMs - minutes(1), errors: 0 },
    ];
    const series = layOutSeries('hour', samples, at);
    expect(series.at).toHaveLength(60);
    expect([series.at[0], series.at.at(-1)]).toEqual(['2026-11-19T11:00:00.000Z', '2026-11-19T11:59:00.000Z']);
    expect([series.values.backlog[0], series.values.backlog[1]]).toEqual([3, null]);
    expect(series.values.errors.at(-1)).toBe(0);
    expect(series.values.uploadRate.every((value) => value === null)).toBe(true);
  });

  it('has minutes for a day and ten minutes for a week', () => {
    expect(layOutSeries('day', [], nowMs).at).toHaveLength(1440);
    expect(layOutSeries('week', [], nowMs).at).toHaveLength(1008);
    expect(beginOf('week', nowMs + minutes(7))).toBe(nowMs - minutes(7 * 24 * 60));
  });
});

describe('a mean', () => {
  it('is of what was measured, and nothing where nothing was', () => {
    const samples = [
      { ...nothingMeasured, uploadRate: 4, errors: 0 },
      { ...nothingMeasured, uploadRate: 8 },
      nothingMeasured,
    ];
    expect(meanOfSamples(samples)).toEqual({ ...nothingMeasured, uploadRate: 6, errors: 0 });
    expect(meanOfSamples([])).toEqual(nothingMeasured);
  });
});

describe('a percentile', () => {
  it.each([
    [[], null],
    [[7], 7],
    [[3, 1, 2], 3],
    [Array.from({ length: 100 }, (_, index) => index + 1), 95],
  ])('is a value that was measured (%#)', (values, expected) => {
    expect(percentile(values, 0.95)).toBe(expected);
  });
});

describe('words for times', () => {
  it.each([
    [0, '0 seconds'],
    [1_999, '1 second'],
    [minutes(1), '1 minute'],
    [minutes(119), '119 minutes'],
    [minutes(120), '2 hours'],
    [minutes(60 * 48), '2 days'],
  ])('%s ms is %s', (durationMs, words) => {
    expect(longDuration(durationMs)).toBe(words);
  });

  it('are of the clock on the wall, with the day when it is another one', () => {
    const wall = { nowMs, utcOffsetMinutes: 120 };
    expect(clockTime(nowMs, wall)).toBe('14:00');
    expect(clockTime(nowMs - minutes(14 * 60 + 1), wall)).toBe('18 Nov 23:59');
    expect(clockTime(nowMs, { nowMs, utcOffsetMinutes: -330 })).toBe('06:30');
  });
});
