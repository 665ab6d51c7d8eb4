import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the sign-in page sent back: a code, or the OAuth error it ended with. */
export type AuthorizeReply =
  | { readonly kind: 'code'; readonly code: string; readonly clientInfo: string }
  | { readonly kind: 'error'; readonly error: string; readonly description: string };

export interface ReplyListener {
  readonly redirectUri: string;
  /** Resolves with the one reply that carries our state. Nothing that is not that reply ends the wait. */
  readonly reply: Promise<AuthorizeReply>;
  close(): void;
}

/** Codes and client_info together are a few kilobytes. */
const maxBodyBytes = 65_536;

/**
 * Waits on 127.0.0.1 for the form that the sign-in page posts (RFC 8252 §7.3, response_mode=form_post).
 * MSAL's own listener neither looks at the Host header nor limits the body, and its wait cannot be cancelled.
 */
export async function listenForReply(state: string): Promise<ReplyListener> {
  const { promise, resolve } = Promise.withResolvers<AuthorizeReply>();
  let answered = false;

  async function receive(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const refusal = refuseRequest(req, host);
    if (refusal !== null) return refuse(req, res, refusal);
    const body = await readLimited(req);
    const reply = body === null ? 413 : readReply(new URLSearchParams(body), state);
    if (typeof reply === 'number') return refuse(req, res, reply);
    if (answered) return refuse(req, res, 410);
    answered = true;
    finish(res, 200, reply.kind === 'code' ? 'Signed in. You can close this window.' : 'The sign-in did not succeed.');
    res.once('close', () => resolve(reply));
  }

  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (req, res) => {
    receive(req, res).catch(() => req.destroy());
  });
  await listen(server);
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    redirectUri: `http://${host}`,
    reply: promise,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}

/** The status to refuse with, before the body is read; null when it may be our form. */
function refuseRequest(req: IncomingMessage, host: string): number | null {
  // A page elsewhere may point its own name at 127.0.0.1; it cannot choose the Host that a browser then sends.
  if (req.headers.host !== host) return 421;
  if (req.url !== '/') return 404;
  if (req.method !== 'POST') return 405;
  const type = req.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type === 'application/x-www-form-urlencoded' ? null : 415;
}

/** Null when the body is larger than any reply. */
async function readLimited(req: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  for await (const part of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    sizeBytes += part.length;
    if (sizeBytes > maxBodyBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Exactly one state, ours; and exactly one code or one error. */
function readReply(form: URLSearchParams, state: string): AuthorizeReply | number {
  const states = form.getAll('state');
  const codes = form.getAll('code');
  const errors = form.getAll('error');
  if (states.length !== 1 || !equalText(states[0] ?? '', state)) return 400;
  const [code] = codes;
  const [error] = errors;
  if (codes.length === 1 && errors.length === 0 && code) {
    return { kind: 'code', code, clientInfo: form.get('client_info') ?? '' };
  }
  if (errors.length === 1 && codes.length === 0 && error) {
    return { kind: 'error', error, description: form.get('error_description') ?? '' };
  }
  return 400;
}

function equalText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Says no and hangs up, so that what is left of a body is never read. */
function refuse(req: IncomingMessage, res: ServerResponse, status: number): void {
  res.once('finish', () => req.destroy());
  finish(res, status, 'Mailroom waits for its sign-in page here. This was not its answer.');
}

/** A page without an icon of its own would have the browser ask for one here, after nobody listens any more. */
const head = '<!doctype html><html lang="en"><title>Mailroom</title><link rel="icon" href="data:,">';

/** `text` is one of ours, so nothing in it has to be escaped. */
function finish(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; img-src data:",
    'cache-control': 'no-store',
    connection: 'close',
    'x-content-type-options': 'nosniff',
  });
  res.end(`${head}<p>${text}</p>\n`);
}
