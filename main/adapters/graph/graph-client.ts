import { randomUUID } from 'node:crypto';
import type { AccountId } from '../../../contract/ids.ts';
import { type Delegate, delegateScopes } from '../../core/accounts/delegate.ts';
import type { Governor } from '../../core/pacing/governor.ts';
import type { UploadLimit } from '../../core/pacing/upload-limit.ts';
import type { CallContext } from '../../core/ports/mail-service.ts';
import type { Reply, ServiceFault } from '../../core/ports/reply.ts';
import type { Clock } from '../../core/ports/time.ts';
import type { TokenSource } from '../../core/ports/token-source.ts';
import type { GraphAddress } from './graph-address.ts';
import type { HttpBody, HttpHead, HttpRequest, HttpTransport } from './http-transport.ts';
import type { RequestMeter, RequestPurpose } from './request-meter.ts';
import { type Attempted, readDownload, readResult } from './read-result.ts';

/** How to ask, whatever is done with the answer. */
interface Asking {
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
  /** Of a batch: so many requests travel in it. */
  readonly parts?: number;
  readonly timeoutMs?: number;
  readonly freshConnection?: boolean;
  readonly purpose?: RequestPurpose;
  /** Permissions that it takes beside those for mail; they are asked for only with the first such request. */
  readonly scopes?: readonly string[];
}

export interface GraphRequest<T> extends Asking {
  /** Reads a 2xx answer; undefined when it is not what the service answers, which then counts as no answer. */
  read(answer: GraphAnswer): T | undefined;
}

export interface GraphAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** The parsed body, undefined when it is no JSON. */
  readonly json: unknown;
}

export interface GraphDownload<T> extends Pick<Asking, 'path' | 'headers'> {
  /** As the service announced the file. A page that nobody announced may come from a gateway. */
  readonly contentType?: string | undefined;
  /** Takes the body of a 2xx answer as it comes; undefined when it is not what the service answers. */
  receive(head: HttpHead, body: HttpBody): Promise<T | undefined>;
}

export interface GraphClientParts {
  readonly transport: HttpTransport;
  readonly tokens: TokenSource;
  readonly governor: Governor;
  /** The person's cap on what goes out; none when absent. */
  readonly uploadLimit?: UploadLimit;
  readonly clock: Clock;
  /** Where the mailbox is served; starts the local tenant where that is the place. */
  addressOf(account: AccountId): Promise<GraphAddress>;
  /** How an address is reached that is used through another account; null for an account of its own. */
  delegateOf?(account: AccountId): Delegate | null;
  /** Told of every request. */
  readonly meter?: RequestMeter;
  /** Told once the service has refused a fresh token too: only a person can help now. */
  onSignInNeeded(account: AccountId): void;
}

/** One request to the service: paced, authorised, with one refresh on 401, and never repeated for any other reason. */
export interface GraphClient {
  request<T>(call: CallContext, graphRequest: GraphRequest<T>): Promise<Reply<T>>;
  /** The same for an answer of any size, which is never kept. It holds its place in the pace until `receive` is through. */
  download<T>(call: CallContext, graphDownload: GraphDownload<T>): Promise<Reply<T>>;
  addressOf(account: AccountId): Promise<GraphAddress>;
  delegateOf(account: AccountId): Delegate | null;
}

const DEFAULT_TIMEOUT_MS = 60_000;

export function graphClient(parts: GraphClientParts): GraphClient {
  return {
    addressOf: (account) => parts.addressOf(account),
    delegateOf: (account) => parts.delegateOf?.(account) ?? null,
    request: (call, graphRequest) =>
      authorise(parts, call, graphRequest, async (httpRequest, clientRequestId) => {
        const result = await parts.transport.send(httpRequest);
        return readResult(parts, call, result, clientRequestId, (answer) => graphRequest.read(answer));
      }),
    download<T>(call: CallContext, graphDownload: GraphDownload<T>) {
      const { path, headers } = graphDownload;
      const asking: Asking = {
        method: 'GET',
        path,
        headers: { accept: '*/*', 'accept-encoding': 'identity', ...headers },
      };
      return authorise(parts, call, asking, async (httpRequest, clientRequestId) => {
        const result = await parts.transport.stream(httpRequest, (head, body) =>
          readDownload(parts, call, graphDownload, head, body, clientRequestId),
        );
        if (result.kind === 'received') return result.value;
        return readResult<T>(parts, call, result, clientRequestId, () => undefined);
      });
    },
  };
}

type Exchange<T> = (httpRequest: HttpRequest, clientRequestId: string) => Promise<Attempted<T>>;

async function authorise<T>(
  parts: GraphClientParts,
  call: CallContext,
  asking: Asking,
  exchange: Exchange<T>,
): Promise<Reply<T>> {
  if (asking.anonymous === true) return attempt(parts, call, asking, null, exchange);
  const delegate = parts.delegateOf?.(call.account) ?? null;
  const owner = delegate?.owner ?? call.account;
  const scopes = [...(asking.scopes ?? []), ...(delegate === null ? [] : delegateScopes)];
  const beside = scopes.length === 0 ? {} : { scopes };
  const first = await parts.tokens.accessToken(owner, beside);
  if (!first.ok) return named(delegate, tokenFault<T>(parts, call, first));
  const reply = named(delegate, await attempt(parts, call, asking, first.token, exchange));
  if (!isUnauthorised(reply)) return reply;
  const claims = reply.challenge;
  const second = await parts.tokens.accessToken(owner, {
    ...beside,
    refused: first.token,
    ...(claims === null ? {} : { claims }),
  });
  if (!second.ok) return named(delegate, tokenFault<T>(parts, call, second));
  if (second.token === first.token) return signInNeeded(parts, call, reply);
  const again = named(delegate, await attempt(parts, call, asking, second.token, exchange));
  return isUnauthorised(again) ? signInNeeded(parts, call, again) : again;
}

/** A refusal for another's address says for which. */
function named<T, R extends Reply<T>>(delegate: Delegate | null, reply: R): R {
  if (delegate === null || reply.ok || reply.fault.kind !== 'refused') return reply;
  return { ...reply, fault: { ...reply.fault, from: delegate.from.address } };
}

async function attempt<T>(
  parts: GraphClientParts,
  call: CallContext,
  asking: Asking,
  token: string | null,
  exchange: Exchange<T>,
): Promise<Attempted<T>> {
  const body = asking.bytes ?? (asking.json === undefined ? null : JSON.stringify(asking.json));
  const cost = { requests: asking.parts ?? 1, uploadBytes: sizeOf(body), messages: asking.messages ?? 0 };
  const askedMs = parts.clock.nowMs();
  // Before the governor: who waits for the cap holds no place that another request could have.
  await parts.uploadLimit?.take(cost.uploadBytes, call.urgency, call.signal);
  const delegate = parts.delegateOf?.(call.account) ?? null;
  // The service counts by mailbox, so what lies in the owner's own counts there.
  const mailbox = delegate?.mailbox === null ? delegate.owner : call.account;
  const admission = await parts.governor.admit(mailbox, cost, call.urgency, call.signal);
  if (admission.kind !== 'go') parts.uploadLimit?.giveBack(cost.uploadBytes, call.urgency);
  if (admission.kind === 'paced') {
    return refuse({ kind: 'paced', untilMs: admission.untilMs, because: admission.because });
  }
  if (admission.kind === 'cancelled') return refuse({ kind: 'neverSent', detail: 'cancelled' });
  const clientRequestId = randomUUID();
  if (admission.waitedFor) parts.meter?.waited(admission.waitedFor, parts.clock.nowMs() - askedMs);
  const answered = parts.meter?.begin(call, asking.purpose ?? 'other');
  let reply: Attempted<T> | null = null;
  try {
    const { baseUrl } = await parts.addressOf(call.account);
    const httpRequest = {
      method: asking.method,
      url: asking.absolute === true ? asking.path : baseUrl + pathFor(delegate, asking.path),
      headers: headersFor(asking, body, token, clientRequestId),
      body,
      timeoutMs: asking.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      signal: call.signal,
      freshConnection: asking.freshConnection ?? false,
    };
    reply = await exchange(httpRequest, clientRequestId);
    return reply;
  } finally {
    admission.permit.release();
    answered?.(reply);
  }
}

/** The same request in the mailbox that it is about. */
function pathFor(delegate: Delegate | null, path: string): string {
  // A drive has no From: files are shared from the person's own.
  const isMine = /^\/me(?=$|[/?])(?!\/drive)/.test(path);
  if (!isMine || delegate === null || delegate.mailbox === null) return path;
  return `/users/${encodeURIComponent(delegate.mailbox)}${path.slice('/me'.length)}`;
}

function headersFor(
  asking: Asking,
  body: string | Uint8Array | null,
  token: string | null,
  clientRequestId: string,
): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json', ...asking.headers };
  if (asking.anonymous !== true) {
    headers['client-request-id'] = clientRequestId;
    headers['return-client-request-id'] = 'true';
    headers['prefer'] ??= 'IdType="ImmutableId"';
  }
  if (token !== null) headers['authorization'] = `Bearer ${token}`;
  if (typeof body === 'string') headers['content-type'] = 'application/json';
  if (body === null && asking.method === 'POST') headers['content-length'] = '0';
  return headers;
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
  result: { readonly kind: 'signInNeeded' | 'consentNeeded' | 'unavailable'; readonly detail: string },
): Reply<T> {
  if (result.kind === 'consentNeeded') return refuse(notConsented);
  if (result.kind === 'unavailable') return refuse({ kind: 'neverSent', detail: result.detail });
  parts.onSignInNeeded(call.account);
  return refuse({ kind: 'signInNeeded', detail: result.detail });
}

/** As the service would answer a token that lacks the permission; nothing was asked. */
const notConsented: ServiceFault = {
  kind: 'refused',
  status: 403,
  code: 'consentRequired',
  message: 'The account has not granted this permission.',
  retryAfterMs: null,
  requestId: null,
  clientRequestId: '',
};

function refuse<T>(fault: ServiceFault): Reply<T> {
  return { ok: false, fault };
}

function sizeOf(body: string | Uint8Array | null): number {
  if (body === null) return 0;
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length;
}
