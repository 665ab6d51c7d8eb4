import type { HealthReport, HealthSpan, Measure } from '../../contract/health.ts';
import { locale } from '../ui/format/locale.ts';

interface MeasureWords {
  readonly title: string;
  /** As in the title of its chart. */
  readonly unit: string;
  /** From the unit of the contract to the one that is shown. */
  readonly factor: number;
}

export const measureWords: Readonly<Record<Measure, MeasureWords>> = {
  uploadRate: { title: 'Upload', unit: 'MB/s', factor: 1 },
  confirmation: { title: 'Sent and confirmed, 95th percentile', unit: 's', factor: 1 },
  backlog: { title: 'Ingest backlog', unit: 'min', factor: 1 / 60 },
  errors: { title: 'Failed requests', unit: '%', factor: 100 },
};

export const spanWords: readonly { readonly value: HealthSpan; readonly words: string }[] = [
  { value: 'hour', words: 'Hour' },
  { value: 'day', words: 'Day' },
  { value: 'week', words: 'Week' },
];

const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const coarse = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });

/** "14", "3.2"; a dash where nothing happened that could be measured. */
export function formatMeasure(measure: Measure, value: number | null): string {
  return value === null ? '–' : formatNumber(value * measureWords[measure].factor);
}

/** A number that is already in the unit that is shown. */
export function formatNumber(value: number): string {
  return (Math.abs(value) < 10 ? fine : coarse).format(value);
}

/** "objective over 8"; empty where none is set. */
export function objectiveWords(measure: Measure, objective: HealthReport['measures'][Measure]['objective']): string {
  if (objective === null) return '';
  return `objective ${objective.is === 'atLeast' ? 'over' : 'under'} ${formatMeasure(measure, objective.value)}`;
}

/** Whether what is measured now misses what is wanted. */
export function isMissed({ now, objective }: HealthReport['measures'][Measure]): boolean {
  if (now === null || objective === null) return false;
  return objective.is === 'atLeast' ? now < objective.value : now > objective.value;
}
