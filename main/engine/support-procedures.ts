import type { Recorded, SupportBundle } from '../../contract/support.ts';
import type { CancelSignal } from '../core/ports/time.ts';
import { assembleBundle } from '../core/support/assemble-bundle.ts';
import { readMetricsText } from '../core/support/read-metrics-text.ts';
import type { Services } from './services.ts';
import { supportBundles } from './support-bundles.ts';
import { collectSupportFacts } from './support-facts.ts';
import { supportRedactor } from './support-redactor.ts';

/** What is recorded is told this often: measuring it costs some milliseconds. */
const RECORDED_MS = 2_000;
/** The newest lines of the log that a window shows. */
const SHOWN_LINES = 200;

export function supportProcedures(services: Services) {
  const { telemetry, clock, loaded } = services;
  const bundles = supportBundles(services);

  async function recordedNow(): Promise<Recorded> {
    const { text } = await telemetry.metrics.report();
    const { metricsSending, pushgatewayUrl } = loaded.settings;
    const lastMs = telemetry.pusher.lastSentAtMs();
    return {
      metrics: [...readMetricsText(text)],
      log: telemetry.log.recent().slice(-SHOWN_LINES),
      sentTo: pushgatewayUrl,
      lastSentAt: lastMs === null ? null : new Date(lastMs).toISOString(),
      mayBeSent: metricsSending,
    };
  }

  return {
    /** Now, and again every two seconds for as long as somebody looks. */
    async *recorded(signal: CancelSignal | undefined): AsyncGenerator<Recorded, void, void> {
      for (;;) {
        if (signal?.aborted === true) return;
        yield await recordedNow();
        await clock.sleep(RECORDED_MS, signal);
      }
    },
    async prepare(): Promise<SupportBundle> {
      const facts = await collectSupportFacts(services);
      return bundles.keep([...assembleBundle(facts, supportRedactor(services))]);
    },
    save: (id: string) => bundles.zip(id),
  };
}
