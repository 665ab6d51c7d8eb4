import type { RecordedMetric } from '../../contract/support.ts';
import { formatCount } from '../ui/format/count-words.ts';

export interface MetricLine {
  /** "result failed", or nothing for a number without labels. */
  readonly labels: string;
  readonly value: string;
}

/** The series of a metric that have counted something; a metric that has counted nothing says so once. */
export function metricLines({ series }: RecordedMetric): readonly MetricLine[] {
  const counted = series.filter(({ value }) => value !== 0);
  if (counted.length === 0) return [{ labels: '', value: series.length === 0 ? 'not measured' : '0' }];
  return counted.map(({ labels, value }) => ({ labels: labelWords(labels), value: formatValue(value) }));
}

function labelWords(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function formatValue(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : value.toPrecision(4);
}
