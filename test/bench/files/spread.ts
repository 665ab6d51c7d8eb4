import { atMost, type BenchResult, figure } from '../bench-result.ts';

/** How long calls took, in milliseconds. */
interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

export interface Timed {
  /** The first time that each was called. */
  readonly first: Spread;
  /** The best of three: without what other programs do meanwhile. */
  readonly best: Spread;
}

export function timed<T>(inputs: Iterable<T>, call: (input: T) => unknown): Timed {
  const firstMs: number[] = [];
  const bestMs: number[] = [];
  for (const input of inputs) {
    const [first, ...again] = [clocked(call, input), clocked(call, input), clocked(call, input)];
    firstMs.push(first);
    bestMs.push(Math.min(first, ...again));
  }
  return { first: spreadOf(firstMs), best: spreadOf(bestMs) };
}

function clocked<T>(call: (input: T) => unknown, input: T): number {
  const beganMs = performance.now();
  call(input);
  return performance.now() - beganMs;
}

function spreadOf(tookMs: readonly number[]): Spread {
  const sorted = tookMs.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

export function spread(name: string, { first, best }: Timed, goalMs: number): BenchResult[] {
  return [
    figure(`${name}, p50`, best.p50, 'ms'),
    atMost(goalMs, `${name}, p95`, best.p95, 'ms'),
    figure(`${name}, p95 of first calls`, first.p95, 'ms'),
  ];
}
