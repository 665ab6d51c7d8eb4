/** One figure of a benchmark. `isMet` is null for a figure without a goal. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: string | null;
  readonly isMet: boolean | null;
}

export function atLeast(goal: number, name: string, value: number, unit: string): BenchResult {
  return { name, value, unit, goal: `≥ ${goal}`, isMet: value >= goal };
}

export function atMost(goal: number, name: string, value: number, unit: string): BenchResult {
  return { name, value, unit, goal: `≤ ${goal}`, isMet: value <= goal };
}

export function figure(name: string, value: number, unit: string): BenchResult {
  return { name, value, unit, goal: null, isMet: null };
}
