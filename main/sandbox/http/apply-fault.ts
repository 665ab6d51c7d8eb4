import type { Fault } from '../store/faults.ts';
import type { Tenant } from '../tenant.ts';
import { GraphError, errorReply } from './graph-error.ts';
import type { Reply } from './reply.ts';
import { formatRetryAfter, throttled } from './retry-after.ts';

/** What a fault answers instead of doing what was asked; null when it lets the request through. */
export function refuseByFault(tenant: Tenant, fault: Fault, userId: string | null): Reply | null {
  switch (fault.action) {
    case 'throttle':
      return errorReply(throttled(tenant, userId, 'MailboxConcurrency', fault.retryAfterMs ?? 1000), null);
    case 'status':
      return answerStatus(tenant, fault);
    case 'html':
      return {
        status: fault.status ?? 502,
        headers: { 'Content-Type': 'text/html' },
        text: '<!DOCTYPE html><html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>',
      };
    case 'empty':
      return { status: fault.status ?? 200 };
    case 'dropBefore':
    case 'dropMidBody':
    case 'slow':
    case 'expireSession':
    case 'dropAfter':
    case 'statusAfter':
    case 'slowAfter':
    case 'halfJson':
    case 'cutBody':
    case 'wrongLength':
    case 'chunkedBody':
    case 'slowBody':
    case 'expireDelta':
      return null;
  }
}

/** What a fault makes of the answer once the effect is there; null drops the connection. */
export function replaceByFault(tenant: Tenant, fault: Fault, reply: Reply): Reply | null {
  if (fault.action === 'dropAfter') return null;
  return fault.action === 'statusAfter' ? answerStatus(tenant, fault) : reply;
}

function answerStatus(tenant: Tenant, fault: Fault): Reply {
  const headers = fault.retryAfterMs === undefined ? {} : formatRetryAfter(tenant, fault.retryAfterMs).headers;
  const status = fault.status ?? 503;
  const message = fault.message ?? 'A fault was asked for.';
  return errorReply(new GraphError(status, fault.code ?? codeOf(status), message, { headers }), null);
}

function codeOf(status: number): string {
  const codes: Record<number, string> = {
    400: 'BadRequest',
    401: 'InvalidAuthenticationToken',
    403: 'ErrorAccessDenied',
    404: 'ErrorItemNotFound',
    412: 'ErrorIrresolvableConflict',
    429: 'TooManyRequests',
    500: 'ErrorInternalServerTransientError',
    507: 'ErrorQuotaExceeded',
  };
  return codes[status] ?? 'UnknownError';
}
