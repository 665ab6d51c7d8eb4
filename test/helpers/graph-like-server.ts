import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { answerGraph, type Answer, type Call } from './graph-like-routes.ts';
import { Mailbox, type SentMail } from './graph-like-mailbox.ts';
import { strictWatch } from './strict-watch.ts';

/** Where a test may step in: while a request is only heard, and after its effect but before its answer. */
export type Moment =
  | 'draft.heard'
  | 'draft.made'
  | 'session.opened'
  | 'chunk.half'
  | 'chunk.stored'
  | 'file.attached'
  | 'send.heard'
  | 'send.done';

/** How a server can be broken for every request: an HTML page, a JSON cut in half, a closed or a silent line, a status. */
export type Breakage = 'html' | 'halfJson' | 'closed' | 'silent' | 401 | 500;

export interface GraphLikeServer {
  /** Ends in the version, for MS_GRAPH_BASE_URL. */
  readonly graphBaseUrl: string;
  readonly token: string;
  readonly mailbox: Mailbox;
  readonly sent: readonly SentMail[];
  /** What no client may do, in words. */
  readonly violations: readonly string[];
  /** Steps in once, the nth time from now that the moment comes, and waits for `act`. `drop` loses request and effect. */
  when(moment: Moment, nth: number, act: () => void | 'drop' | Promise<void | 'drop'>): void;
  /** The token that it takes from now on. */
  changeToken(token: string): void;
  break(breakage: Breakage): void;
  heal(): void;
  close(): Promise<void>;
}

interface Hook {
  readonly moment: Moment;
  left: number;
  act(): void | 'drop' | Promise<void | 'drop'>;
}

/**
 * A small server that speaks the part of Graph that sending needs, knows nothing of Mailroom, and is strict about it.
 * It runs in the test's process, while Mailroom has its own.
 */
export async function startGraphLikeServer({ latencyMs = 0 } = {}): Promise<GraphLikeServer> {
  const mailbox = new Mailbox();
  const watch = strictWatch();
  const hooks: Hook[] = [];
  const silent = new Set<ServerResponse>();
  let token = 'token-of-a-foreign-server';
  let breakage: Breakage | null = null;

  async function reached(moment: Moment): Promise<void> {
    for (const hook of hooks.filter((each) => each.moment === moment)) {
      hook.left -= 1;
      if (hook.left > 0) continue;
      hooks.splice(hooks.indexOf(hook), 1);
      if ((await hook.act()) === 'drop') throw new Dropped();
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const { origin } = new URL(`http://${headers.host}`);
    const path = url.replace(/^\/v1\.0/, '');
    watch.began(request, response);
    if (/^POST \/me\/messages$/.test(`${method} ${path}`)) await reached('draft.heard');
    const body = await readBody(request, async (part) => {
      if (method === 'PUT' && part === 0) await reached('chunk.half');
    });
    if (latencyMs > 0) await wait(latencyMs);
    const isUpload = path.startsWith('/upload/');
    if (breakage !== null && breakage !== 'halfJson') return breakAnswer(breakage, request, response, silent);
    if (!isUpload && headers.authorization !== `Bearer ${token}`) return answer(response, unauthorised);
    const call: Call = { method, path, headers, body, origin, mailbox, reached };
    const given = await answerGraph(call);
    if (breakage === 'halfJson') return answerHalf(response, given);
    answer(response, given);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (!(error instanceof Dropped) && !request.destroyed)
        watch.violations.push(`the server broke: ${String(error)}`);
      request.socket.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    graphBaseUrl: `http://127.0.0.1:${port}/v1.0`,
    get token() {
      return token;
    },
    mailbox,
    sent: mailbox.sent,
    violations: watch.violations,
    when: (moment, left, act) => void hooks.push({ moment, left, act }),
    changeToken(next) {
      token = next;
    },
    break(next) {
      breakage = next;
    },
    heal() {
      breakage = null;
      for (const response of silent) response.destroy();
      silent.clear();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The line breaks, as if nothing had been heard. */
class Dropped extends Error {}

const unauthorised: Answer = {
  status: 401,
  json: { error: { code: 'InvalidAuthenticationToken', message: 'Access token is empty or unknown.' } },
};

async function readBody(request: IncomingMessage, onPart: (part: number) => Promise<void>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
    await onPart(parts.length - 1);
  }
  return Buffer.concat(parts);
}

function answer(response: ServerResponse, { status, json, headers = {} }: Answer): void {
  const body = json === undefined ? '' : JSON.stringify(json);
  const type: Record<string, string> = json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...type, 'content-length': Buffer.byteLength(body), ...headers }).end(body);
}

/** The effect happened and the status is right, and the text ends in its middle. */
function answerHalf(response: ServerResponse, { status, json }: Answer): void {
  const body = JSON.stringify(json ?? {});
  response.writeHead(status, { 'content-type': 'application/json' }).end(body.slice(0, Math.ceil(body.length / 2)));
}

function breakAnswer(
  breakage: Exclude<Breakage, 'halfJson'>,
  request: IncomingMessage,
  response: ServerResponse,
  silent: Set<ServerResponse>,
): void {
  switch (breakage) {
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Welcome to our hotel</body></html>');
      return;
    case 'closed':
      request.socket.destroy();
      return;
    case 'silent':
      silent.add(response);
      return;
    case 401:
      answer(response, unauthorised);
      return;
    case 500:
      answer(response, { status: 500, json: { error: { code: 'InternalServerError', message: 'Broken.' } } });
  }
}
