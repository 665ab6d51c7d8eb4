import type { Reply } from '../../core/ports/reply.ts';

/** An upload URL carries a credential and gets the file: one that is not the service's own is as good as a refusal. */
export function refuseForeignHost<T>(requestId: string | null): Reply<T> {
  const fault = {
    kind: 'refused',
    status: 400,
    code: 'uploadHostNotAllowed',
    message: 'The service named an upload host that is not one of its own.',
    retryAfterMs: null,
    requestId,
    clientRequestId: '',
  } as const;
  return { ok: false, fault };
}
