import { expect, it } from 'vitest';
import { watchClock } from '../../main/engine/watch-clock.ts';
import { createVirtualClock } from '../helpers/virtual-clock.ts';

it('tells when the machine slept or somebody set the time, and at no other moment', async () => {
  const clock = createVirtualClock(1_000_000);
  const leaps: number[] = [];
  const leave = watchClock(clock, () => void leaps.push(clock.nowMs()));
  await clock.runUntil(1_060_000);
  expect(leaps).toEqual([]);
  clock.shiftMs(8 * 60 * 60_000);
  await clock.runUntil(1_120_000);
  expect(leaps).toHaveLength(1);
  clock.shiftMs(-60 * 60_000);
  await clock.runUntil(1_180_000);
  expect(leaps).toHaveLength(2);
  leave();
  clock.shiftMs(60 * 60_000);
  await clock.runUntil(1_240_000);
  expect(leaps).toHaveLength(2);
});
