import type { Reply } from './reply.ts';

/** A refusal as the service words it. `inner` goes into `innerError`; `headers` are sent along. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly inner: Record<string, unknown> | undefined;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { inner?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.inner = more.inner;
    this.headers = more.headers ?? {};
  }
}

export const itemNotFound = (): GraphError =>
  new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');

export const changeConflict = (): GraphError =>
  new GraphError(
    412,
    'ErrorIrresolvableConflict',
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  );

export const accessDenied = (): GraphError =>
  new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');

export const badRequest = (message: string, code = 'BadRequest'): GraphError => new GraphError(400, code, message);

/** The upload host answers without the request's ids, the Graph front end with them; its dates carry no zone. */
export function errorReply(error: GraphError, request: { id: string; clientId: string; nowMs: number } | null): Reply {
  const ids =
    request === null
      ? {}
      : {
          date: new Date(request.nowMs).toISOString().slice(0, 19),
          'request-id': request.id,
          'client-request-id': request.clientId,
        };
  const inner = { ...error.inner, ...ids };
  return {
    status: error.status,
    headers: error.headers,
    json: {
      error: {
        code: error.code,
        message: error.message,
        ...(Object.keys(inner).length > 0 ? { innerError: inner } : {}),
      },
    },
  };
}
