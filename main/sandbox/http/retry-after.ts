import type { Tenant } from '../tenant.ts';
import { setRetryWindow } from '../store/traffic.ts';
import { GraphError } from './graph-error.ts';

export interface RetryAfter {
  /** Empty when the switch says that the header is missing. */
  readonly headers: Record<string, string>;
  /** The end of what the header asks for. */
  readonly untilMs: number;
}

/** A whole number of seconds by default; the service has been seen to use each of the other forms. */
export function formatRetryAfter(tenant: Tenant, delayMs: number): RetryAfter {
  const nowMs = tenant.nowMs();
  const seconds = Math.ceil(delayMs / 1000);
  switch (tenant.switches().retryAfterForm) {
    case 'integer':
      return { headers: { 'Retry-After': String(seconds) }, untilMs: nowMs + seconds * 1000 };
    case 'decimal':
      return { headers: { 'Retry-After': (delayMs / 1000).toFixed(3) }, untilMs: nowMs + delayMs };
    case 'date': {
      const atMs = Math.ceil((nowMs + delayMs) / 1000) * 1000;
      return { headers: { 'Retry-After': new Date(atMs).toUTCString() }, untilMs: atMs };
    }
    case 'missing':
      return { headers: {}, untilMs: nowMs };
  }
}

/** A 429. What the mailbox does before its time is over is a violation. */
export function throttled(tenant: Tenant, userId: string | null, limit: string, delayMs: number): GraphError {
  const { headers, untilMs } = formatRetryAfter(tenant, delayMs);
  if (userId !== null) setRetryWindow(tenant.db, userId, tenant.nowMs(), untilMs);
  return new GraphError(429, 'ApplicationThrottled', `Application is over its ${limit} limit.`, { headers });
}
