import { measures, type HealthSeries, type HealthSpan } from '../../../contract/health.ts';
import type { HealthSample, SampleStep } from '../ports/health-store.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const spans: Readonly<
  Record<HealthSpan, { readonly step: SampleStep; readonly stepMs: number; readonly ms: number }>
> = {
  hour: { step: 'minute', stepMs: MINUTE_MS, ms: HOUR_MS },
  day: { step: 'minute', stepMs: MINUTE_MS, ms: 24 * HOUR_MS },
  week: { step: 'tenMinutes', stepMs: 10 * MINUTE_MS, ms: 7 * 24 * HOUR_MS },
};

/** When the first stretch of a span begins that ends now. */
export function beginOf(span: HealthSpan, nowMs: number): number {
  const { stepMs, ms } = spans[span];
  return Math.floor(nowMs / stepMs) * stepMs - ms;
}

/** Columns in even steps, with a gap where the program did not run. */
export function layOutSeries(span: HealthSpan, samples: readonly HealthSample[], nowMs: number): HealthSeries {
  const { stepMs, ms } = spans[span];
  const fromMs = beginOf(span, nowMs);
  const byTime = new Map(samples.map((sample) => [sample.atMs, sample]));
  const atMs = Array.from({ length: ms / stepMs }, (_, index) => fromMs + index * stepMs);
  const columns = measures.map((measure) => [measure, atMs.map((at) => byTime.get(at)?.[measure] ?? null)] as const);
  return {
    at: atMs.map((at) => new Date(at).toISOString()),
    values: { uploadRate: [], confirmation: [], backlog: [], errors: [], ...Object.fromEntries(columns) },
  };
}
