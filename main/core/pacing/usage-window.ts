import type { BudgetSlice } from '../ports/budget-store.ts';
import { addToSlices, earliestAdmissionMs, sliceStartMs, tidySlices, usedInWindow } from './sliding-window.ts';

/**
 * What one limit has seen lately. The service counts a request at some moment between its start and its end, which
 * only the service knows: so use counts while the call is under way, and from its end for one window more.
 */
export interface UsageWindow {
  readonly limit: number;
  used(nowMs: number): number;
  earliestMs(amount: number, nowMs: number): number;
  /** What counts now, oldest first: finished use by slice, and calls under way as if they ended now. */
  slices(nowMs: number): readonly BudgetSlice[];
  start(amount: number): void;
  finish(amount: number, nowMs: number): void;
}

/** `aheadMs`: how far in the future remembered use may be dated. */
export function createUsageWindow(
  limit: number,
  windowMs: number,
  aheadMs: number,
  remembered: readonly BudgetSlice[],
): UsageWindow {
  let finished = remembered;
  let underWay = 0;

  function slices(nowMs: number): readonly BudgetSlice[] {
    const last = finished.at(-1);
    if (last !== undefined && last.startMs > nowMs + aheadMs) {
      finished = tidySlices(finished, windowMs, nowMs, sliceStartMs(nowMs + aheadMs, windowMs));
    }
    return underWay === 0 ? finished : addToSlices(finished, underWay, windowMs, nowMs);
  }

  return {
    limit,
    slices,
    used: (nowMs) => usedInWindow(slices(nowMs), windowMs, nowMs),
    earliestMs: (amount, nowMs) => earliestAdmissionMs(slices(nowMs), amount, limit, windowMs, nowMs),
    start(amount) {
      underWay += amount;
    },
    finish(amount, nowMs) {
      underWay -= amount;
      const kept = tidySlices(finished, windowMs, nowMs, sliceStartMs(nowMs + aheadMs, windowMs));
      finished = addToSlices(kept, amount, windowMs, nowMs);
    },
  };
}
