import type { CallContext } from '../../core/ports/mail-service.ts';
import type { Reply, ServiceFault } from '../../core/ports/reply.ts';
import { parseRetryAfter } from '../../core/retry-after.ts';
import type { GraphAnswer, GraphClientParts, GraphDownload } from './graph-client.ts';
import type { HttpBody, HttpHead, HttpResult } from './http-transport.ts';
import { readClaimsChallenge, readJson, readRefusal } from './read-answer.ts';

/** `challenge` is there when the service answered 401: the claims that it asks for, or null. */
export type Attempted<T> = Reply<T> & { readonly challenge?: string | null };

type Reading = Pick<GraphClientParts, 'governor' | 'clock'>;

/** Their reason stands in the body alone: a file too small for chunks, a passing verdict of the spam check. */
const saidInBody: readonly number[] = [400, 403];

/** What came of a request. `read` gives undefined for a 2xx answer that the service does not give. */
export function readResult<T>(
  { governor, clock }: Reading,
  call: CallContext,
  result: HttpResult,
  clientRequestId: string,
  read: (answer: GraphAnswer) => T | undefined,
): Attempted<T> {
  if (result.kind === 'neverSent') return refuse({ kind: 'neverSent', detail: result.detail });
  if (result.kind === 'lost') return refuse({ kind: 'lost', detail: result.detail, clientRequestId });
  const { status, headers, body } = result;
  if (!isAnswerOfService(status, headers)) {
    return refuse({ kind: 'lost', detail: 'answered by somebody else', clientRequestId });
  }
  const requestId = headers.get('request-id') ?? null;
  const json = readJson(body);
  if (isSuccess(status)) {
    governor.succeeded(call.account);
    const value = read({ status, headers, json });
    if (value === undefined) return refuse({ kind: 'lost', detail: 'unreadable answer', clientRequestId });
    return { ok: true, value, requestId };
  }
  if (saidInBody.includes(status) && json === undefined && saysJson(headers)) {
    return refuse({ kind: 'lost', detail: 'unreadable answer', clientRequestId });
  }
  const retryAfterMs = parseRetryAfter(headers.get('retry-after') ?? null, clock.nowMs());
  const fault = readRefusal({ status, json, requestId, clientRequestId, retryAfterMs });
  const isConcurrency = status === 429 && fault.message.includes('MailboxConcurrency');
  if (status === 429 || (status === 503 && retryAfterMs !== null)) {
    governor.throttled(call.account, retryAfterMs, ...(isConcurrency ? (['concurrency'] as const) : []));
  }
  return { ok: false, fault, challenge: status === 401 ? readClaimsChallenge(headers.get('www-authenticate')) : null };
}

/** Hands the body of a 2xx answer to the download, unless somebody on the way wrote it. */
export async function readDownload<T>(
  { governor }: Reading,
  call: CallContext,
  graphDownload: GraphDownload<T>,
  head: HttpHead,
  body: HttpBody,
  clientRequestId: string,
): Promise<Reply<T>> {
  if (!isFileOfService(head, graphDownload.contentType, clientRequestId)) {
    return refuse({ kind: 'lost', detail: 'answered by somebody else', clientRequestId });
  }
  governor.succeeded(call.account);
  const value = await graphDownload.receive(head, body);
  if (value === undefined) return refuse({ kind: 'lost', detail: 'unreadable answer', clientRequestId });
  return { ok: true, value, requestId: head.headers.get('request-id') ?? null };
}

/**
 * A file may be a page itself. It is the service's when the answer bears the marks that the service gives its answers,
 * and may be when a page was announced; otherwise it is a sign-in page on the way.
 */
function isFileOfService({ headers }: HttpHead, announced: string | undefined, clientRequestId: string): boolean {
  if (!isPage(headers.get('content-type')) || isPage(announced)) return true;
  return headers.has('request-id') || headers.get('client-request-id') === clientRequestId;
}

/** A gateway or a hotel's sign-in page on the way redirects, or answers 200 with a page. The service does neither. */
function isAnswerOfService(status: number, headers: ReadonlyMap<string, string>): boolean {
  return status >= 400 || (isSuccess(status) && !isPage(headers.get('content-type')));
}

function isPage(contentType: string | undefined): boolean {
  return contentType?.trimStart().toLowerCase().startsWith('text/html') === true;
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** JSON that does not parse was cut on its way. */
function saysJson(headers: ReadonlyMap<string, string>): boolean {
  return headers.get('content-type')?.startsWith('application/json') === true;
}

function refuse<T>(fault: ServiceFault): Reply<T> {
  return { ok: false, fault };
}
