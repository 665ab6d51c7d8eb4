import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Metrics, MetricsReport, Standing } from '../../core/ports/metrics.ts';
import { gauge } from './registered.ts';
import { sendingMetrics } from './sending-metrics.ts';
import { standingGauges } from './standing-gauges.ts';
import { workingMetrics } from './working-metrics.ts';

export interface Watched {
  readonly standing: Standing;
  /** Kinds of jobs that there are: any other counts as `other`. */
  readonly jobKinds: readonly string[];
  /** Told when something of the standing could not be measured. */
  readonly onFailure: (error: unknown) => void;
}

export interface PromMetrics extends Metrics {
  /** Adds what is measured when somebody reads; to be called once. */
  watch(watched: Watched): void;
  /** As Prometheus reads it. */
  report(): Promise<MetricsReport>;
}

/** Metrics with a registry of their own: two engines in one process never add up. */
export function promMetrics({ version }: { readonly version: string }): PromMetrics {
  const registry = new Registry();
  gauge(registry, 'mailroom_build_info', 'The version that runs.', { version: [version] }).set({ version }, 1);
  const { knowKinds, ...working } = workingMetrics(registry);
  let watchesProcess = false;

  return {
    ...sendingMetrics(registry),
    ...working,
    watch({ standing, jobKinds, onFailure }) {
      knowKinds(jobKinds);
      standingGauges(registry, standing, onFailure);
    },
    async report() {
      // They keep measuring once they began, so a process that nobody reads pays nothing for them.
      if (!watchesProcess) collectDefaultMetrics({ register: registry });
      watchesProcess = true;
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
