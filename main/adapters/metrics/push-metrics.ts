import type { MetricsReport } from '../../core/ports/metrics.ts';

/** What became of a push: nothing to say, or one word for the log. */
export type PushResult = { readonly ok: true } | { readonly ok: false; readonly because: 'refused' | 'unreachable' };

const PATIENCE_MS = 5_000;

/** Replaces this instance's metrics at a Pushgateway. Never rejects. */
export async function pushMetrics(gatewayUrl: string, instance: string, report: MetricsReport): Promise<PushResult> {
  const base = gatewayUrl.replace(/\/+$/, '');
  try {
    const answer = await fetch(`${base}/metrics/job/mailroom/instance/${encodeURIComponent(instance)}`, {
      method: 'PUT',
      headers: { 'content-type': report.contentType },
      body: report.text,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.body?.cancel();
    return answer.ok ? { ok: true } : { ok: false, because: 'refused' };
  } catch {
    return { ok: false, because: 'unreachable' };
  }
}
