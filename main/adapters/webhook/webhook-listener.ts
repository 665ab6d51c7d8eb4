import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';

/** What a listener passes on. It answers in the words of HTTP, and knows nothing of mail. */
export interface Webhook {
  /** The text to echo, or null while no subscription of ours is being made. */
  validate(token: string): string | null;
  /** The status to answer with: 202 only after the work is on disk, 503 when it could not be stored. */
  receive(body: string): 202 | 400 | 503;
}

export interface WebhookListener {
  readonly port: number;
  close(): Promise<void>;
}

export interface WebhookListenerOptions {
  readonly webhook: Webhook;
  /** Where a tunnel or relay delivers what the service sends to the public address. */
  readonly port: number;
  /** The `Host` that the service's requests carry, as the public address names it. The loopback names always pass. */
  readonly publicHost: string | null;
  /** Told the status of each answer. */
  readonly onAnswer?: (status: number) => void;
}

const paths = ['/graph/notifications', '/graph/lifecycle'] as const;
const MAX_BODY_BYTES = 2 ** 20;
/** The service gives up after three seconds; whoever needs longer to send a body is not the service. */
const REQUEST_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 256;

/**
 * The one door that strangers may knock at: two paths, POST alone, no cookies, no page. Everything but the handshake is
 * answered without a word. Rejects with the system's error when the port is taken.
 */
export async function startWebhookListener(options: WebhookListenerOptions): Promise<WebhookListener> {
  const { webhook, publicHost } = options;
  const server = createServer(
    { headersTimeout: REQUEST_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, requireHostHeader: false },
    (request, response) => {
      answer(request, response).then(
        () => options.onAnswer?.(response.statusCode),
        () => void response.destroy(),
      );
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const hosts = new Set([`127.0.0.1:${String(port)}`, `localhost:${String(port)}`]);
  if (publicHost !== null) hosts.add(publicHost.toLowerCase());

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? '';
    const [path, query = ''] = target.split('?', 2);
    if (!hosts.has(request.headers.host?.toLowerCase() ?? '')) return end(response, 421);
    if (!paths.some((known) => known === path)) return end(response, 404);
    if (request.method !== 'POST') return end(response, 405);
    const token = new URLSearchParams(query).get('validationToken');
    if (token !== null) {
      const echo = webhook.validate(token);
      return echo === null ? end(response, 400) : end(response, 200, echo);
    }
    const body = await readAtMost(request, MAX_BODY_BYTES);
    return end(response, body === null ? 413 : webhook.receive(body));
  }

  return {
    port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Null when there is more: the rest is not read. */
async function readAtMost(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return null;
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maxBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function end(response: ServerResponse, status: number, text = ''): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...(status === 413 ? { connection: 'close' } : {}),
  });
  response.end(text);
}
