import { atMost, type BenchResult, figure } from '../bench-result.ts';
import type { Tasks } from './trace-tasks.ts';

const TRACES = 3;

/** What else runs on this machine only ever adds long tasks: up to three rounds, until one has none. */
export async function leastDisturbed(trace: () => Promise<Tasks>): Promise<Tasks> {
  let best = await trace();
  for (let round = 2; round <= TRACES && best.longMs.length > 0; round += 1) {
    const tasks = await trace();
    if (tasks.longMs.length < best.longMs.length) best = tasks;
  }
  return best;
}

/** As figures: none may be over 50 ms. */
export function longTasks(what: string, { longMs, longestMs, count }: Tasks): BenchResult[] {
  return [
    atMost(0, `windows: tasks over 50 ms, ${what}`, longMs.length, `of ${String(count)}`),
    figure(`windows: longest task, ${what}`, longestMs, 'ms'),
  ];
}
