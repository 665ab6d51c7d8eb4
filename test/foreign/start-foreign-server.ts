import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { testToken } from '../helpers/start-engine.ts';
import { foreignMailbox, type Arrival } from './foreign-mailbox.ts';
import { answerCall, type Call, type Dialect, plainDialect } from './foreign-routes.ts';

/** What comes instead of an answer. `…After`: the request has had its effect all the same. */
export const nonsenses = [
  'page',
  'pageAfter',
  'halfJsonAfter',
  'empty',
  'emptyAfter',
  'redirect',
  'close',
  'closeAfter',
] as const;
type Nonsense = (typeof nonsenses)[number];

export interface ForeignServer {
  readonly graphBaseUrl: string;
  readonly violations: readonly string[];
  arrivals(): readonly Arrival[];
  drafts(): number;
  /** `POST messages/:/send`, one for each request, ids left out. */
  readonly requests: readonly string[];
  /** Answers with nonsense where this names one. */
  disturb(choose: Chooser): void;
  stop(): Promise<void>;
}

/** Names the nonsense for a request, or null for an answer. */
type Chooser = (request: string) => Nonsense | null;

const sane: Chooser = () => null;
const putMaximumBytes = 4_000_000;
const maximumConcurrency = 4;

/** A Graph-like server that shares nothing with the product or its sandbox, and notes every breach of its rules. */
export async function startForeignServer(more: Partial<Dialect> = {}, port = 0): Promise<ForeignServer> {
  const dialect = { ...plainDialect, ...more };
  let ids = 0;
  const mailbox = foreignMailbox(() => {
    ids += 1;
    return dialect.ids === 'odd' ? `AA/Mk+${String(ids)}==` : `id-${String(ids)}`;
  });
  const violations: string[] = [];
  const requests: string[] = [];
  const writing = new Set<string>();
  let underWay = 0;
  let choose: Chooser = sane;
  let origin = '';

  const server = createServer((request, response) => {
    underWay += 1;
    if (underWay > maximumConcurrency) violations.push(`${String(underWay)} requests at once`);
    void serve(request, response).finally(() => {
      underWay -= 1;
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request, origin);
    const name = nameOf(call);
    requests.push(name);
    violations.push(...breachesOf(request, call));
    const draft = draftOf(call);
    if (draft !== null && writing.has(draft)) violations.push(`two writes to one draft at once: ${name}`);
    if (draft !== null) writing.add(draft);
    try {
      // Long enough for a second write to show itself.
      await wait(3);
      const nonsense = choose(name);
      const answer = nonsense === null || nonsense.endsWith('After') ? answerCall(mailbox, dialect, call) : null;
      if (nonsense !== null) talkNonsense(response, nonsense, origin);
      else if (answer !== null) {
        const body = answer.json === undefined ? '' : JSON.stringify(answer.json);
        response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(body);
      }
    } finally {
      if (draft !== null) writing.delete(draft);
    }
  }

  function draftOf({ method, segments: [root, second, third] }: Call): string | null {
    if (method === 'GET') return null;
    if (root === 'upload') return mailbox.sessions.get(second ?? '')?.message.id ?? null;
    return second === 'messages' ? (third ?? null) : null;
  }

  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(stop);
  return {
    graphBaseUrl: `${origin}/v1.0`,
    violations,
    requests,
    arrivals: () => mailbox.arrivals,
    drafts: () => [...mailbox.messages.values()].filter((message) => message.isDraft).length,
    disturb(chooser) {
      choose = chooser;
    },
    stop,
  };
}

function breachesOf({ headers }: IncomingMessage, call: Call): string[] {
  const { method, segments, body, contentRange, path } = call;
  const hasToken = headers.authorization === `Bearer ${testToken}`;
  if (!path.startsWith('/v1.0/')) return [`a request to ${path}${hasToken ? ' with the token' : ''}`];
  if (segments[0] !== 'upload') return hasToken ? [] : [`${method} ${path} without the token`];
  const breaches = headers.authorization === undefined ? [] : [`Authorization on ${method} of the upload address`];
  if (method !== 'PUT') return breaches;
  if (body.length > putMaximumBytes) breaches.push(`a PUT of ${String(body.length)} bytes`);
  const [, start, end] = /^bytes (\d+)-(\d+)\/\d+$/.exec(contentRange) ?? [];
  if (Number(end) - Number(start) + 1 !== body.length) breaches.push(`Content-Range "${contentRange}"`);
  return breaches;
}

function talkNonsense(response: ServerResponse, nonsense: Nonsense, origin: string): void {
  switch (nonsense) {
    case 'page':
    case 'pageAfter':
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html><body>Please sign in to the hotel.</body></html>');
      return;
    case 'halfJsonAfter':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"id-1","value":[{"id":');
      return;
    case 'empty':
    case 'emptyAfter':
      response.writeHead(200).end();
      return;
    case 'redirect':
      response.writeHead(307, { location: `${origin}/elsewhere` }).end();
      return;
    case 'close':
    case 'closeAfter':
      response.destroy();
  }
}

async function readCall(request: IncomingMessage, origin: string): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { pathname, searchParams } = new URL(request.url ?? '/', origin);
  return {
    method: request.method ?? '',
    segments: pathname.split('/').slice(2).map(decodeURIComponent),
    query: searchParams,
    contentRange: request.headers['content-range'] ?? '',
    body: Buffer.concat(chunks),
    origin,
    path: pathname,
  };
}

function nameOf({ method, segments: [root, kind, id, ...rest] }: Call): string {
  if (root === 'upload') return `${method} upload`;
  const parts =
    rest[0] === 'attachments' && rest[1] !== undefined && rest[1] !== 'createUploadSession'
      ? ['attachments', ':']
      : rest;
  return `${method} ${[kind, id === undefined ? [] : kind === 'messages' ? ':' : id, ...parts].flat().join('/')}`;
}
