import type { OutboxId } from '../../contract/ids.ts';
import type { HttpResult, HttpTransport } from '../adapters/graph/http-transport.ts';
import { percentile } from '../core/health/mean-of-samples.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { Clock } from '../core/ports/time.ts';

const REQUESTS_WINDOW_MS = 5 * 60_000;
const CONFIRMATIONS_WINDOW_MS = 15 * 60_000;
const PIECE_MS = 10_000;

export interface RequestCounts {
  readonly failed: number;
  readonly total: number;
}

/**
 * Counts requests that the service answered with a failure of its own, or not to the end. What it throttled is no
 * failure, nor what never reached it: being offline is a situation by itself and would look like one long after.
 */
export function meterRequests(
  transport: HttpTransport,
  clock: Clock,
): { readonly transport: HttpTransport; recent(): RequestCounts } {
  let pieces: { readonly atMs: number; failed: number; total: number }[] = [];

  function forgetOld(): void {
    const fromMs = clock.nowMs() - REQUESTS_WINDOW_MS;
    if (pieces.some(({ atMs }) => atMs < fromMs)) pieces = pieces.filter(({ atMs }) => atMs >= fromMs);
  }

  function count(result: HttpResult | { readonly kind: 'received' }, wasCancelled: boolean): void {
    if (wasCancelled || result.kind === 'neverSent' || isThrottled(result)) return;
    forgetOld();
    const atMs = clock.nowMs() - (clock.nowMs() % PIECE_MS);
    let piece = pieces.at(-1);
    if (piece?.atMs !== atMs) pieces.push((piece = { atMs, failed: 0, total: 0 }));
    piece.total += 1;
    if (result.kind === 'lost' || (result.kind === 'answer' && result.status >= 500)) piece.failed += 1;
  }

  return {
    transport: {
      async send(request) {
        const result = await transport.send(request);
        count(result, request.signal.aborted);
        return result;
      },
      async stream(request, receive) {
        const result = await transport.stream(request, receive);
        count(result, request.signal.aborted);
        return result;
      },
      close: () => transport.close(),
    },
    recent() {
      forgetOld();
      return {
        failed: pieces.reduce((sum, { failed }) => sum + failed, 0),
        total: pieces.reduce((sum, { total }) => sum + total, 0),
      };
    },
  };
}

function isThrottled(result: HttpResult | { readonly kind: 'received' }): boolean {
  if (result.kind !== 'answer') return false;
  return result.status === 429 || (result.status === 503 && result.headers.has('retry-after'));
}

/** How long messages took from the request to send until they were seen in Sent Items, of the last minutes. */
export function meterConfirmations(
  store: Pick<OutboxStore, 'onChange'>,
  clock: Clock,
): { recent(): { readonly p95Ms: number; readonly messages: number } | null } {
  const asked = new Map<OutboxId, number>();
  let seen: { readonly atMs: number; readonly tookMs: number }[] = [];

  store.onChange(({ id, step, sendTriedAtMs }) => {
    const isUnderWay = step === 'sending' || step === 'accepted' || step === 'unknown';
    if (isUnderWay && sendTriedAtMs !== null) asked.set(id, sendTriedAtMs);
    if (isUnderWay) return;
    const askedMs = asked.get(id);
    asked.delete(id);
    if (step !== 'sent' || askedMs === undefined) return;
    seen.push({ atMs: clock.nowMs(), tookMs: Math.max(0, clock.nowMs() - askedMs) });
  });

  return {
    recent() {
      const fromMs = clock.nowMs() - CONFIRMATIONS_WINDOW_MS;
      seen = seen.filter(({ atMs }) => atMs >= fromMs);
      const p95Ms = percentile(
        seen.map(({ tookMs }) => tookMs),
        0.95,
      );
      return p95Ms === null ? null : { p95Ms, messages: seen.length };
    },
  };
}
