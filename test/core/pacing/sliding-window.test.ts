import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BudgetSlice } from '../../../main/core/ports/budget-store.ts';
import {
  addToSlices,
  earliestAdmissionMs,
  leavesAtMs,
  sliceStartMs,
  tidySlices,
  usedInWindow,
} from '../../../main/core/pacing/sliding-window.ts';

const WINDOW_MS = 60_000;
const NOW_MS = 1_750_000_000_000;

function slicesOf(uses: readonly (readonly [atMs: number, amount: number])[]): readonly BudgetSlice[] {
  return uses.reduce<readonly BudgetSlice[]>(
    (slices, [atMs, amount]) => addToSlices(slices, amount, WINDOW_MS, atMs),
    [],
  );
}

describe('earliestAdmissionMs', () => {
  it('admits at once while there is room', () => {
    expect(earliestAdmissionMs(slicesOf([[NOW_MS, 6]]), 4, 10, WINDOW_MS, NOW_MS)).toBe(NOW_MS);
  });

  it('waits until the END of the slice that must leave is a whole window away', () => {
    const slices = slicesOf([[NOW_MS, 10]]);
    const lastMomentOfSlice = sliceStartMs(NOW_MS, WINDOW_MS) + 600;
    expect(earliestAdmissionMs(slices, 1, 10, WINDOW_MS, NOW_MS)).toBe(lastMomentOfSlice + WINDOW_MS);
  });

  it('waits for no more slices than it needs', () => {
    const slices = slicesOf([
      [NOW_MS - 30_000, 3],
      [NOW_MS - 20_000, 3],
      [NOW_MS - 10_000, 4],
    ]);
    const [first, second, third] = slices.map((slice) => leavesAtMs(slice, WINDOW_MS));
    expect([3, 4, 6, 7].map((amount) => earliestAdmissionMs(slices, amount, 10, WINDOW_MS, NOW_MS))).toEqual([
      first,
      second,
      second,
      third,
    ]);
  });

  it('admits more than the whole limit only into an empty window, instead of never', () => {
    const slices = slicesOf([[NOW_MS, 1]]);
    const emptyMs = earliestAdmissionMs(slices, 99, 10, WINDOW_MS, NOW_MS);
    expect(emptyMs).toBe(leavesAtMs({ startMs: sliceStartMs(NOW_MS, WINDOW_MS), used: 1 }, WINDOW_MS));
    expect(earliestAdmissionMs(slices, 99, 10, WINDOW_MS, emptyMs)).toBe(emptyMs);
  });

  it('names the first moment at which there is room, whatever was used before', () => {
    const use = fc.tuple(fc.integer({ min: NOW_MS - 90_000, max: NOW_MS }), fc.integer({ min: 1, max: 10 }));
    fc.assert(
      fc.property(fc.array(use, { maxLength: 40 }), fc.integer({ min: 1, max: 30 }), (uses, amount) => {
        const slices = slicesOf(uses);
        const atMs = earliestAdmissionMs(slices, amount, 30, WINDOW_MS, NOW_MS);
        expect(usedInWindow(slices, WINDOW_MS, atMs) + amount).toBeLessThanOrEqual(30);
        const isFirst = atMs === NOW_MS || usedInWindow(slices, WINDOW_MS, atMs - 1) + amount > 30;
        expect(isFirst).toBe(true);
      }),
    );
  });
});

describe('addToSlices', () => {
  it('keeps all of the use, in order, in as few slices as there are', () => {
    const use = fc.tuple(fc.integer({ min: NOW_MS - 90_000, max: NOW_MS }), fc.integer({ min: 1, max: 10 }));
    fc.assert(
      fc.property(fc.array(use), (uses) => {
        const slices = slicesOf(uses);
        const starts = slices.map((slice) => slice.startMs);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        expect(slices.reduce((sum, slice) => sum + slice.used, 0)).toBe(
          uses.reduce((sum, [, amount]) => sum + amount, 0),
        );
      }),
    );
  });
});

describe('tidySlices', () => {
  it('drops what has left the window and nothing else', () => {
    const slices = slicesOf([
      [NOW_MS - 60_601, 1],
      [NOW_MS - 59_000, 2],
      [NOW_MS, 3],
    ]);
    expect(tidySlices(slices, WINDOW_MS, NOW_MS, NOW_MS).map((slice) => slice.used)).toEqual([2, 3]);
  });

  it('re-dates to now what a clock set back has left in the future', () => {
    const slices = slicesOf([
      [NOW_MS, 1],
      [NOW_MS + 3_600_000, 2],
      [NOW_MS + 7_200_000, 3],
    ]);
    expect(tidySlices(slices, WINDOW_MS, NOW_MS, NOW_MS)).toEqual(slicesOf([[NOW_MS, 6]]));
  });
});
