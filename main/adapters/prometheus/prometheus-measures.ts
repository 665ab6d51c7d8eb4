import type { SendMeasures, SendMeasuresSource } from '../../core/ports/send-measures.ts';
import { queryPrometheus } from './query-prometheus.ts';

const sends = 'provider="microsoft",action="outlook.send"';
/** The window of the recording rules. */
const windowS = 300;

/**
 * Over the recording rules of ops/prometheus. The error share is taken from the two rates themselves: the rule of that
 * name divides by at least one execution a second, which would hide every error of a quiet installation.
 */
const questions = {
  executions: `sum(action_execution:rate5m{${sends}}) * ${String(windowS)}`,
  errorShare: `(sum(action_execution:rate5m{${sends},status="error"}) or vector(0)) / sum(action_execution:rate5m{${sends}})`,
  p95Seconds: 'max(job:outlook_send_latency_p95:5m)',
  ageS: `time() - max(timestamp(action_execution_total{${sends}}))`,
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
