import { randomUUID } from 'node:crypto';
import type { AccountId } from '../../../contract/ids.ts';
import type { Governor } from '../../core/pacing/governor.ts';
import type { CallContext } from '../../core/ports/mail-service.ts';
import type { Reply, ServiceFault } from '../../core/ports/reply.ts';
import type { Clock } from '../../core/ports/time.ts';
import type { TokenSource } from '../../core/ports/token-source.ts';
import { parseRetryAfter } from '../../core/retry-after.ts';
import type { GraphAddress } from './graph-address.ts';
import type { HttpAnswer, HttpRequest, HttpResult, HttpTransport } from './http-transport.ts';
import { readClaimsChallenge, readJson, readRefusal } from './read-answer.ts';

export interface GraphRequest<T> {
  readonly method: HttpRequest['method'];
  /** A path below the account's base, or a whole URL when `absolute`. */
  readonly path: string;
  readonly absolute?: boolean;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Upload URLs carry their own credential; an Authorization header makes the service refuse them. */
  readonly anonymous?: boolean;
  readonly messages?: number;
  readonly timeoutMs?: number;
  readonly freshConnection?: boolean;
  /** Reads a 2xx answer; undefined when it is not what the service answers, which then counts as no answer. */
  read(answer: GraphAnswer): T | undefined;
}

export interface GraphAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** The parsed body, undefined when it is no JSON. */
  readonly json: unknown;
}

export interface GraphClientParts {
  readonly transport: HttpTransport;
  readonly tokens: TokenSource;
  readonly governor: Governor;
  readonly clock: Clock;
  /** Where the mailbox is served; starts the local tenant where that is the place. */
  addressOf(account: AccountId): Promise<GraphAddress>;
  /** Told once the service has refused a fresh token too: only a person can help now. */
  onSignInNeeded(account: AccountId): void;
}

/** One request to the service: paced, authorised, with one refresh on 401, and never repeated for any other reason. */
export interface GraphClient {
  request<T>(call: CallContext, graphRequest: GraphRequest<T>): Promise<Reply<T>>;
  addressOf(account: AccountId): Promise<GraphAddress>;
}

const DEFAULT_TIMEOUT_MS = 60_000;
/** Their reason stands in the body alone: a file too small for chunks, a passing verdict of the spam check. */
const saidInBody: readonly number[] = [400, 403];

export function graphClient(parts: GraphClientParts): GraphClient {
  return {
    addressOf: (account) => parts.addressOf(account),
    async request(call, graphRequest) {
      if (graphRequest.anonymous === true) return attempt(parts, call, graphRequest, null);
      const first = await parts.tokens.accessToken(call.account);
      if (!first.ok) return tokenFault(parts, call, first);
      const reply = await attempt(parts, call, graphRequest, first.token);
      if (!isUnauthorised(reply)) return reply;
      const claims = reply.challenge;
      const second = await parts.tokens.accessToken(call.account, {
        refused: first.token,
        ...(claims === null ? {} : { claims }),
      });
      if (!second.ok) return tokenFault(parts, call, second);
      if (second.token === first.token) return signInNeeded(parts, call, reply);
      const again = await attempt(parts, call, graphRequest, second.token);
      return isUnauthorised(again) ? signInNeeded(parts, call, again) : again;
    },
  };
}

type Attempted<T> = Reply<T> & { readonly challenge?: string | null };

async function attempt<T>(
  parts: GraphClientParts,
  call: CallContext,
  graphRequest: GraphRequest<T>,
  token: string | null,
): Promise<Attempted<T>> {
  const body = graphRequest.bytes ?? (graphRequest.json === undefined ? null : JSON.stringify(graphRequest.json));
  const cost = { uploadBytes: sizeOf(body), messages: graphRequest.messages ?? 0 };
  const admission = await parts.governor.admit(call.account, cost, call.urgency, call.signal);
  if (admission.kind === 'paced') {
    return refuse({ kind: 'paced', untilMs: admission.untilMs, because: admission.because });
  }
  if (admission.kind === 'cancelled') return refuse({ kind: 'neverSent', detail: 'cancelled' });
  const clientRequestId = randomUUID();
  try {
    const { baseUrl } = await parts.addressOf(call.account);
    const result = await parts.transport.send({
      method: graphRequest.method,
      url: graphRequest.absolute === true ? graphRequest.path : baseUrl + graphRequest.path,
      headers: headersFor(graphRequest, body, token, clientRequestId),
      body,
      timeoutMs: graphRequest.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      signal: call.signal,
      freshConnection: graphRequest.freshConnection ?? false,
    });
    return readResult(parts, call, graphRequest, result, clientRequestId);
  } finally {
    admission.permit.release();
  }
}

function readResult<T>(
  parts: GraphClientParts,
  call: CallContext,
  graphRequest: GraphRequest<T>,
  result: HttpResult,
  clientRequestId: string,
): Attempted<T> {
  if (result.kind === 'neverSent') return refuse({ kind: 'neverSent', detail: result.detail });
  if (result.kind === 'lost') return refuse({ kind: 'lost', detail: result.detail, clientRequestId });
  const { status, headers, body } = result;
  if (!isOfService(result)) return refuse({ kind: 'lost', detail: 'answered by somebody else', clientRequestId });
  const requestId = headers.get('request-id') ?? null;
  const json = readJson(body);
  if (status >= 200 && status < 300) {
    parts.governor.succeeded(call.account);
    const value = graphRequest.read({ status, headers, json });
    if (value === undefined) return refuse({ kind: 'lost', detail: 'unreadable answer', clientRequestId });
    return { ok: true, value, requestId };
  }
  if (saidInBody.includes(status) && json === undefined && saysJson(headers)) {
    return refuse({ kind: 'lost', detail: 'unreadable answer', clientRequestId });
  }
  const retryAfterMs = parseRetryAfter(headers.get('retry-after') ?? null, parts.clock.nowMs());
  const fault = readRefusal({ status, json, requestId, clientRequestId, retryAfterMs });
  const isConcurrency = status === 429 && fault.message.includes('MailboxConcurrency');
  if (status === 429 || (status === 503 && retryAfterMs !== null)) {
    parts.governor.throttled(call.account, retryAfterMs, ...(isConcurrency ? (['concurrency'] as const) : []));
  }
  return { ok: false, fault, challenge: status === 401 ? readClaimsChallenge(headers.get('www-authenticate')) : null };
}

/** A gateway or a hotel's sign-in page on the way redirects, or answers 200 with a page. The service does neither. */
function isOfService({ status, headers }: HttpAnswer): boolean {
  const isPage = headers.get('content-type')?.startsWith('text/html') === true;
  return status >= 400 || (status >= 200 && status < 300 && !isPage);
}

function headersFor(
  graphRequest: GraphRequest<unknown>,
  body: string | Uint8Array | null,
  token: string | null,
  clientRequestId: string,
): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json', ...graphRequest.headers };
  if (graphRequest.anonymous !== true) {
    headers['client-request-id'] = clientRequestId;
    headers['return-client-request-id'] = 'true';
    headers['prefer'] ??= 'IdType="ImmutableId"';
  }
  if (token !== null) headers['authorization'] = `Bearer ${token}`;
  if (typeof body === 'string') headers['content-type'] = 'application/json';
  if (body === null && graphRequest.method === 'POST') headers['content-length'] = '0';
  return headers;
}

/** JSON that does not parse was cut on its way. */
function saysJson(headers: ReadonlyMap<string, string>): boolean {
  return headers.get('content-type')?.startsWith('application/json') === true;
}

function isUnauthorised<T>(reply: Attempted<T>): reply is { ok: false; fault: ServiceFault; challenge: string | null } {
  return !reply.ok && reply.fault.kind === 'refused' && reply.fault.status === 401 && reply.challenge !== undefined;
}

function signInNeeded<T>(parts: GraphClientParts, call: CallContext, reply: Reply<T>): Reply<T> {
  parts.onSignInNeeded(call.account);
  return reply;
}

function tokenFault<T>(
  parts: GraphClientParts,
  call: CallContext,
  result: { readonly kind: 'signInNeeded' | 'unavailable'; readonly detail: string },
): Reply<T> {
  if (result.kind === 'unavailable') return refuse({ kind: 'neverSent', detail: result.detail });
  parts.onSignInNeeded(call.account);
  return refuse({ kind: 'signInNeeded', detail: result.detail });
}

function refuse<T>(fault: ServiceFault): Reply<T> {
  return { ok: false, fault };
}

function sizeOf(body: string | Uint8Array | null): number {
  if (body === null) return 0;
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length;
}
