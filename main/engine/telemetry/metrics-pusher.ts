import { z } from 'zod';
import { pushMetrics } from '../../adapters/metrics/push-metrics.ts';
import { cancelSource } from '../../core/jobs/cancel-source.ts';
import type { Log, LogFields } from '../../core/ports/log.ts';
import type { MetricsReport } from '../../core/ports/metrics.ts';
import type { PreferenceStore } from '../../core/ports/preference-store.ts';
import type { Clock, Random } from '../../core/ports/time.ts';

/** Sends the metrics of a machine that nobody can reach to a Pushgateway. */
export interface MetricsPusher {
  /** From now on, now and then; starting again does nothing. */
  start(): void;
  /** When the gateway last took them; null when it never did since the start. */
  lastSentAtMs(): number | null;
  /** Sends them a last time, when they were sent at all. */
  close(): Promise<void>;
}

export interface PusherParts {
  /** Null: nothing is sent. */
  readonly gatewayUrl: string | null;
  readonly intervalMs: number;
  /** Asked each time: a person may switch it off and on. */
  readonly maySend: () => boolean;
  readonly preferences: PreferenceStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  report(): Promise<MetricsReport>;
}

const PREFERENCE = 'metricsInstance';

export function metricsPusher(parts: PusherParts): MetricsPusher {
  const { gatewayUrl, clock, log } = parts;
  const stopping = cancelSource();
  let pushing: Promise<void> | null = null;
  let hasFailed = false;
  let lastSentMs: number | null = null;

  /** What goes wrong here ends nothing: the next one may work. */
  async function push(url: string): Promise<void> {
    if (!parts.maySend()) return;
    try {
      const result = await pushMetrics(url, instanceOf(parts), await parts.report());
      if (result.ok) lastSentMs = clock.nowMs();
      ended(result.ok ? null : { because: result.because });
    } catch (error) {
      ended({ error });
    }
  }

  /** Said once, until it works again: a gateway that is away for a week is one event. */
  function ended(why: LogFields | null): void {
    if (why !== null && !hasFailed) log.warn('metrics.notPushed', why);
    hasFailed = why !== null;
  }

  async function pushOften(url: string): Promise<void> {
    while (!stopping.signal.aborted) {
      await push(url);
      await clock.sleep(parts.intervalMs, stopping.signal);
    }
    await push(url);
  }

  return {
    start() {
      if (gatewayUrl === null) return;
      pushing ??= pushOften(gatewayUrl);
    },
    lastSentAtMs: () => lastSentMs,
    async close() {
      stopping.cancel();
      await pushing;
    },
  };
}

/** Made once and kept in the data folder: the name of a machine is nobody's business. */
function instanceOf({ preferences, random, clock }: PusherParts): string {
  const known = z.uuid().safeParse(preferences.read(PREFERENCE));
  if (known.success) return known.data;
  const made = random.uuid();
  preferences.write(PREFERENCE, made, clock.nowMs());
  return made;
}
