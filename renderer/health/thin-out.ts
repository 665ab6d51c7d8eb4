import { measures, type HealthSeries, type Measure } from '../../contract/health.ts';

export interface SeriesRow {
  readonly at: string;
  readonly values: Readonly<Record<Measure, number | null>>;
}

/** The same numbers for reading: at most so many rows, newest first, each the mean of as many points. */
export function thinOut({ at, values }: HealthSeries, maxRows: number): readonly SeriesRow[] {
  const size = Math.max(1, Math.ceil(at.length / maxRows));
  const starts = Array.from({ length: Math.ceil(at.length / size) }, (_, index) => index * size);
  const rows = starts.map((start) => ({
    at: at[start] ?? '',
    values: {
      uploadRate: meanOf(values.uploadRate, start, size),
      confirmation: meanOf(values.confirmation, start, size),
      backlog: meanOf(values.backlog, start, size),
      errors: meanOf(values.errors, start, size),
    },
  }));
  return rows.filter((row) => measures.some((measure) => row.values[measure] !== null)).toReversed();
}

function meanOf(column: readonly (number | null)[], start: number, size: number): number | null {
  const known = column.slice(start, start + size).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0) / known.length;
}
