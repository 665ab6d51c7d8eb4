import { measures } from '../../../contract/health.ts';
import type { MeasuredValues } from '../ports/health-store.ts';

/** The mean of each measure over the samples in which it had a value; null where it had none. */
export function meanOfSamples(samples: readonly MeasuredValues[]): MeasuredValues {
  const means = measures.map((measure) => [measure, mean(samples.map((sample) => sample[measure]))] as const);
  return { ...nothingMeasured, ...Object.fromEntries(means) };
}

/** @testexport */
export const nothingMeasured: MeasuredValues = { uploadRate: null, confirmation: null, backlog: null, errors: null };

/** The smallest value that at least this share of them does not exceed; null of none. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0) / known.length;
}
