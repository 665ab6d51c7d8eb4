import type { SendMeasures, SendMeasuresSource } from '../../core/ports/send-measures.ts';
import { queryPrometheus } from './query-prometheus.ts';

/** The window of the recording rules. */
const WINDOW_S = 300;

/** Over the recording rules of ops/prometheus; the age alone is that of what was scraped, not of what a rule made of it. */
const questions = {
  executions: `max(job:outlook_send_tried:rate5m) * ${String(WINDOW_S)}`,
  errorShare: 'max(job:outlook_send_errors_rate:5m)',
  p95Seconds: 'max(job:outlook_send_latency_p95:5m)',
  ageS: 'time() - max(timestamp(action_execution_total{provider="microsoft",action="outlook.send"}))',
} as const;

export function prometheusMeasures(baseUrl: string, nowMs: () => number): SendMeasuresSource {
  return {
    async measure(): Promise<SendMeasures> {
      const atS = nowMs() / 1_000;
      const [executions, errorShare, p95Seconds, ageS] = await Promise.all([
        queryPrometheus(baseUrl, questions.executions, atS),
        queryPrometheus(baseUrl, questions.errorShare, atS),
        queryPrometheus(baseUrl, questions.p95Seconds, atS),
        queryPrometheus(baseUrl, questions.ageS, atS),
      ]);
      if (executions.ok && errorShare.ok && p95Seconds.ok && ageS.ok) {
        return {
          executions: executions.value,
          errorShare: errorShare.value,
          p95Seconds: p95Seconds.value,
          ageS: ageS.value,
          problem: ageS.value === null ? 'Prometheus has no number of sending.' : null,
        };
      }
      const failed = [executions, errorShare, p95Seconds, ageS].find((asked) => !asked.ok);
      const detail = failed?.ok === false ? failed.detail : 'it cannot be reached';
      const nothing = { executions: null, errorShare: null, p95Seconds: null, ageS: null };
      return { ...nothing, problem: `Prometheus gave no numbers: ${detail}.` };
    },
  };
}
