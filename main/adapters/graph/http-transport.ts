import { Agent, type Dispatcher, request } from 'undici';
import type { CancelSignal } from '../../core/ports/time.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  /** For the whole exchange; of a stream, for the headers and between any two pieces. */
  readonly timeoutMs: number;
  readonly signal: CancelSignal;
  /**
   * On a connection of its own. A request on a kept connection that the server is just closing fails without anybody
   * knowing whether it arrived: for sending, that doubt is worth a handshake.
   */
  readonly freshConnection: boolean;
}

export interface HttpHead {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

export interface HttpAnswer extends HttpHead {
  readonly kind: 'answer';
  readonly body: string;
}

export type HttpFailure =
  /** No connection was made: DNS, refused, unreachable, TLS. */
  | { readonly kind: 'neverSent'; readonly detail: string }
  /** Sent at least in part, and no whole answer came. */
  | { readonly kind: 'lost'; readonly detail: string };

export type HttpResult = HttpAnswer | HttpFailure;

/** The bytes as they come. Throws when they break off; `stream` then answers `lost`, whatever its reader makes of it. */
export type HttpBody = AsyncIterable<Uint8Array>;

export interface HttpTransport {
  send(httpRequest: HttpRequest): Promise<HttpResult>;
  /**
   * Hands the body of a 2xx answer to `receive` without keeping it, and drops what `receive` leaves of it. Any other
   * answer comes whole, as from `send`. What `receive` throws by itself is thrown.
   */
  stream<T>(
    httpRequest: HttpRequest,
    receive: (head: HttpHead, body: HttpBody) => Promise<T>,
  ): Promise<HttpResult | { readonly kind: 'received'; readonly value: T }>;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** Answers that we read are small; a larger one is no answer of this service. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** undici without redirects, without retries, one request at a time on a connection. */
export function undiciTransport(): HttpTransport {
  const kept = new Agent({ pipelining: 1, connect: { timeout: CONNECT_TIMEOUT_MS }, keepAliveTimeout: 4_000 });
  const fresh = new Agent({ pipelining: 0, connect: { timeout: CONNECT_TIMEOUT_MS } });
  const agentFor = (httpRequest: HttpRequest): Agent => (httpRequest.freshConnection ? fresh : kept);
  return {
    send: (httpRequest) => exchange(httpRequest, agentFor(httpRequest), httpRequest.timeoutMs, readWhole),
    stream: (httpRequest, receive) =>
      exchange(httpRequest, agentFor(httpRequest), null, async (head, body) =>
        head.status >= 200 && head.status < 300
          ? { kind: 'received', value: await receive(head, body) }
          : readWhole(head, body),
      ),
    async close() {
      await Promise.all([kept.destroy(), fresh.destroy()]);
    },
  };
}

async function exchange<T>(
  httpRequest: HttpRequest,
  dispatcher: Dispatcher,
  deadlineMs: number | null,
  read: (head: HttpHead, body: HttpBody) => Promise<T>,
): Promise<T | HttpFailure> {
  const aborter = new AbortController();
  const abort = (): void => aborter.abort();
  const timer = deadlineMs === null ? undefined : setTimeout(abort, deadlineMs);
  httpRequest.signal.addEventListener('abort', abort, { once: true });
  if (httpRequest.signal.aborted) abort();
  let answer: Dispatcher.ResponseData | null = null;
  try {
    answer = await open(httpRequest, dispatcher, aborter.signal);
    // It may break off, or be dropped, while nobody reads it: whoever reads learns of it all the same.
    answer.body.on('error', () => undefined);
    return await read({ status: answer.statusCode, headers: flatten(answer.headers) }, watched(answer.body));
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    const failure = failureOf(error.cause);
    // Once there was an answer, the request has arrived.
    return answer === null ? failure : { ...failure, kind: 'lost' };
  } finally {
    answer?.body.destroy();
    clearTimeout(timer);
    httpRequest.signal.removeEventListener('abort', abort);
  }
}

/** Marks what went wrong with the connection, so that it is told apart from what its reader ran into. */
class Broken extends Error {}

async function open(
  { url, method, headers, body, timeoutMs }: HttpRequest,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  try {
    const timeouts = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
    return await request(url, { dispatcher, method, headers, body, signal, ...timeouts });
  } catch (error) {
    throw new Broken('no answer', { cause: error });
  }
}

async function* watched(body: AsyncIterable<Uint8Array>): HttpBody {
  try {
    yield* body;
  } catch (error) {
    throw new Broken('broke off', { cause: error });
  }
}

async function readWhole({ status, headers }: HttpHead, body: HttpBody): Promise<HttpAnswer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Broken('too much', { cause: { code: 'ANSWER_TOO_LARGE' } });
    parts.push(part);
  }
  return { kind: 'answer', status, headers, body: Buffer.concat(parts).toString('utf8') };
}

function flatten(headers: Record<string, string | string[] | undefined>): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat.set(name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value);
  }
  return flat;
}

/** Errors of connecting: the request was never written. Everything else leaves the effect open. */
const neverSentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function failureOf(error: unknown): HttpFailure {
  const codes = codesOf(error);
  const detail = codes[0] ?? (error instanceof Error ? error.name : 'unknown');
  const isNeverSent = codes.length > 0 && codes.every((code) => neverSentCodes.has(code));
  return { kind: isNeverSent ? 'neverSent' : 'lost', detail };
}

/** Trying several addresses of a host ends in one error that holds the error of each. */
function codesOf(error: unknown): string[] {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.flatMap(codesOf);
  if (typeof error !== 'object' || error === null) return [];
  if ('code' in error && typeof error.code === 'string') return [error.code];
  return 'cause' in error ? codesOf(error.cause) : [];
}
