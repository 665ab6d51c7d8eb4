import type { BudgetSlice } from '../ports/budget-store.ts';

/**
 * The service allows an amount in *every* window of a given length. A token bucket of that capacity does not keep to
 * this: full at the start, it gives out its capacity at once and refills meanwhile, so one window sees up to twice
 * the limit. Hence a sliding window: use is remembered in slices of a hundredth of the window, and a slice counts
 * until its END has left. That is late by at most one slice, never early, and costs one per cent of the budget.
 */
const SLICES_PER_WINDOW = 100;

export function sliceLengthMs(windowMs: number): number {
  return windowMs / SLICES_PER_WINDOW;
}

export function sliceStartMs(atMs: number, windowMs: number): number {
  const lengthMs = sliceLengthMs(windowMs);
  return Math.floor(atMs / lengthMs) * lengthMs;
}

/**
 * From this moment on nothing of the slice is in any window that reaches up to now.
 * @testexport
 */
export function leavesAtMs(slice: BudgetSlice, windowMs: number): number {
  return slice.startMs + sliceLengthMs(windowMs) + windowMs;
}

export function usedInWindow(slices: readonly BudgetSlice[], windowMs: number, nowMs: number): number {
  return slices.reduce((used, slice) => (leavesAtMs(slice, windowMs) > nowMs ? used + slice.used : used), 0);
}

/** When `amount` fits under `limit`, if nothing else is admitted meanwhile. More than the whole limit fits into an empty window. */
export function earliestAdmissionMs(
  slices: readonly BudgetSlice[],
  amount: number,
  limit: number,
  windowMs: number,
  nowMs: number,
): number {
  let excess = usedInWindow(slices, windowMs, nowMs) + Math.min(amount, limit) - limit;
  let atMs = nowMs;
  for (const slice of slices) {
    if (excess <= 0) break;
    const leavesMs = leavesAtMs(slice, windowMs);
    if (leavesMs <= nowMs) continue;
    excess -= slice.used;
    atMs = leavesMs;
  }
  return atMs;
}

/** Slices stay in the order of their start, oldest first. */
export function addToSlices(
  slices: readonly BudgetSlice[],
  amount: number,
  windowMs: number,
  atMs: number,
): readonly BudgetSlice[] {
  const startMs = sliceStartMs(atMs, windowMs);
  const index = slices.findLastIndex((slice) => slice.startMs <= startMs);
  const found = slices[index];
  return found?.startMs === startMs
    ? slices.with(index, { startMs, used: found.used + amount })
    : slices.toSpliced(index + 1, 0, { startMs, used: amount });
}

/**
 * Drops what has left, and re-dates what lies later than `latestMs` to it: after the machine's clock was set back
 * such use did happen, but may not block the mailbox until the old time comes round again.
 */
export function tidySlices(
  slices: readonly BudgetSlice[],
  windowMs: number,
  nowMs: number,
  latestMs: number,
): readonly BudgetSlice[] {
  const counted = slices.filter((slice) => leavesAtMs(slice, windowMs) > nowMs);
  const inTime = counted.filter((slice) => slice.startMs <= latestMs);
  const ahead = counted.slice(inTime.length).reduce((used, slice) => used + slice.used, 0);
  return ahead === 0 ? inTime : addToSlices(inTime, ahead, windowMs, latestMs);
}
