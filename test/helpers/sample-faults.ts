import type { Reply, ServiceFault, ServiceRefusal } from '../../main/core/ports/reply.ts';

export const paced: ServiceFault = pacedUntil(5_000);

export function pacedUntil(untilMs: number): ServiceFault {
  return { kind: 'paced', untilMs, because: 'uploadBytes' };
}

export const signInNeeded: ServiceFault = { kind: 'signInNeeded', detail: 'revoked' };
export const neverSent: ServiceFault = { kind: 'neverSent', detail: 'ECONNREFUSED' };
export const lost: ServiceFault = { kind: 'lost', detail: 'ECONNRESET', clientRequestId: 'client-1' };

/** The service's answer with an error status, as the adapter reads it. */
export function refused(
  status: number,
  more: Partial<Pick<ServiceRefusal, 'code' | 'message' | 'retryAfterMs' | 'requestId'>> = {},
): ServiceRefusal {
  const plain = { code: '', message: '', retryAfterMs: null, requestId: null };
  return { kind: 'refused', status, clientRequestId: 'client-1', ...plain, ...more };
}

export function failing(fault: ServiceFault): Reply<never> {
  return { ok: false, fault };
}

export function answering<T>(value: T): Reply<T> {
  return { ok: true, value, requestId: 'request-1' };
}

/** As Exchange words the one 403 that passes by itself. */
export const transientVerdict =
  'Cannot send this mail due to a transient error. Please try again later (0x00004000)., WASCL UserAction verdict is not None. Actual verdict is TransientError.';
