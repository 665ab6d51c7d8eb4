import { describeProgress, describeState, type WatchedRow } from './describe-progress.ts';
import { createRateMeter, type RateMeter } from './measure-rate.ts';
import type { Progress } from './progress.ts';

interface Shown {
  readonly milestone: string;
  readonly rate: RateMeter;
}

/** A line when the state changes and at each tenth of the bytes: for logs, pipes and screen readers. */
export function createPlainProgress(say: (line: string) => void, nowMs: () => number): Progress {
  const shown = new Map<string, Shown>();
  return {
    show(row) {
      const before = shown.get(row.id);
      const rate = before?.rate ?? createRateMeter();
      rate.add(nowMs(), row.confirmedBytes);
      const milestone = milestoneOf(row, nowMs());
      shown.set(row.id, { milestone, rate });
      if (milestone !== before?.milestone) say(describeProgress(row, rate.bytesPerSecond(), nowMs()));
    },
    stop() {
      shown.clear();
    },
  };
}

function milestoneOf(row: WatchedRow, nowMs: number): string {
  const tenth = row.totalBytes === 0 ? 0 : Math.floor((row.confirmedBytes * 10) / row.totalBytes);
  return `${describeState(row, nowMs)} ${tenth}`;
}
