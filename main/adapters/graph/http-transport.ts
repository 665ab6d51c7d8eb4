import { Agent, type Dispatcher, request } from 'undici';
import type { CancelSignal } from '../../core/ports/time.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly timeoutMs: number;
  readonly signal: CancelSignal;
  /**
   * On a connection of its own. A request on a kept connection that the server is just closing fails without anybody
   * knowing whether it arrived: for sending, that doubt is worth a handshake.
   */
  readonly freshConnection: boolean;
}

export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export type HttpResult =
  | HttpAnswer
  /** No connection was made: DNS, refused, unreachable, TLS. */
  | { readonly kind: 'neverSent'; readonly detail: string }
  /** Sent at least in part, and no whole answer came. */
  | { readonly kind: 'lost'; readonly detail: string };

export interface HttpTransport {
  send(httpRequest: HttpRequest): Promise<HttpResult>;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** Answers that we read are small; a larger one is no answer of this service. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** undici without redirects, without retries, one request at a time on a connection. */
export function undiciTransport(): HttpTransport {
  const kept = new Agent({ pipelining: 1, connect: { timeout: CONNECT_TIMEOUT_MS }, keepAliveTimeout: 4_000 });
  const fresh = new Agent({ pipelining: 0, connect: { timeout: CONNECT_TIMEOUT_MS } });
  return {
    send: (httpRequest) => send(httpRequest, httpRequest.freshConnection ? fresh : kept),
    async close() {
      await Promise.all([kept.destroy(), fresh.destroy()]);
    },
  };
}

async function send(httpRequest: HttpRequest, dispatcher: Dispatcher): Promise<HttpResult> {
  const aborter = new AbortController();
  const abort = (): void => aborter.abort();
  const timer = setTimeout(abort, httpRequest.timeoutMs);
  httpRequest.signal.addEventListener('abort', abort, { once: true });
  if (httpRequest.signal.aborted) abort();
  try {
    const answer = await request(httpRequest.url, {
      dispatcher,
      method: httpRequest.method,
      headers: httpRequest.headers,
      body: httpRequest.body,
      signal: aborter.signal,
      headersTimeout: httpRequest.timeoutMs,
      bodyTimeout: httpRequest.timeoutMs,
    });
    const body = await readAtMost(answer.body, MAX_ANSWER_BYTES);
    return { kind: 'answer', status: answer.statusCode, headers: flatten(answer.headers), body };
  } catch (error) {
    return failureOf(error);
  } finally {
    clearTimeout(timer);
    httpRequest.signal.removeEventListener('abort', abort);
  }
}

async function readAtMost(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > maxBytes) throw new Error('answer too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
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

function failureOf(error: unknown): HttpResult {
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
