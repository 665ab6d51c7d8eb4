import { countTraffic, isInsideRetryWindow, windowOpensAtMs } from '../store/traffic.ts';
import type { Tenant } from '../tenant.ts';
import type { GraphError } from './graph-error.ts';
import { throttled } from './retry-after.ts';

export interface Load {
  readonly userId: string;
  /** Requests of the mailbox under way, this one included. */
  readonly concurrent: number;
  /** Bytes that count as upload: bodies of POST, PATCH and PUT. */
  readonly uploadBytes: number;
}

/** Charges the request to its mailbox and says which limit it breaks. Refused requests count, refused bytes do not. */
export function checkLimits(tenant: Tenant, load: Load): GraphError | null {
  const { db } = tenant;
  const { limitConcurrency, limitRequestsPer10Min, limitUploadBytesPer5Min, concurrencyRetryAfterMs } =
    tenant.switches();
  const { userId, uploadBytes } = load;
  const nowMs = tenant.nowMs();
  const requestsOpenMs = windowOpensAtMs(
    db,
    userId,
    'requests',
    { limit: limitRequestsPer10Min || Number.MAX_SAFE_INTEGER, seconds: 600, wanted: 1 },
    nowMs,
  );
  countTraffic(db, userId, { requests: 1, uploadBytes: 0 }, nowMs);
  if (limitConcurrency > 0 && load.concurrent > limitConcurrency)
    return throttled(tenant, userId, 'MailboxConcurrency', concurrencyRetryAfterMs);
  if (requestsOpenMs > nowMs) return throttled(tenant, userId, 'MailboxRequests', requestsOpenMs - nowMs);
  if (uploadBytes === 0) return null;
  const window = { limit: limitUploadBytesPer5Min || Number.MAX_SAFE_INTEGER, seconds: 300, wanted: uploadBytes };
  const bytesOpenMs = windowOpensAtMs(db, userId, 'upload_bytes', window, nowMs);
  if (bytesOpenMs > nowMs) return throttled(tenant, userId, 'IncomingBytes', bytesOpenMs - nowMs);
  countTraffic(db, userId, { requests: 0, uploadBytes }, nowMs);
  return null;
}

export function ignoresRetryAfter(tenant: Tenant, userId: string): boolean {
  return isInsideRetryWindow(tenant.db, userId, tenant.nowMs(), tenant.switches().retryAfterGraceMs);
}
