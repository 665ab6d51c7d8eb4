import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { graphAddressOf } from '../../main/adapters/graph/graph-address.ts';
import { graphClient } from '../../main/adapters/graph/graph-client.ts';
import { graphMailService } from '../../main/adapters/graph/graph-mail-service.ts';
import { undiciTransport } from '../../main/adapters/graph/http-transport.ts';
import { createGovernor, type Governor } from '../../main/core/pacing/governor.ts';
import type { CallContext } from '../../main/core/ports/mail-service.ts';
import type { TokenSource } from '../../main/core/ports/token-source.ts';
import { systemClock } from '../../main/engine/system-ports.ts';
import { memoryBudgetStore } from './memory-budget-store.ts';
import { sampleAccount } from './sample-outbox.ts';
import { seededRandom } from './seeded-random.ts';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type Responder = (request: SeenRequest, response: ServerResponse) => void;

export const call: CallContext = {
  account: sampleAccount,
  correlationId: '00000000-0000-4000-8000-000000000001',
  urgency: 'interactive',
  signal: new AbortController().signal,
};

/** The Graph adapter whole, over real HTTP, against a server whose every answer the test writes. */
export async function graphClientRig(
  respond: Responder,
  tokens: TokenSource = tokensInTurn('token-1'),
  governor: Governor = realGovernor(),
) {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const whole = { method, url, headers, body: Buffer.concat(chunks) };
      seen.push(whole);
      respond(whole, response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { client, signInsNeeded } = clientOf(`${origin}/v1.0`, tokens, governor);
  return { origin, seen, signInsNeeded, client, mail: graphMailService(client, { sendTimeoutMs: 5_000 }) };
}

/** The client alone, for a server that is there already. */
export function clientOf(baseUrl: string, tokens: TokenSource, governor: Governor = realGovernor()) {
  const transport = undiciTransport();
  onTestFinished(() => transport.close());
  const signInsNeeded: string[] = [];
  const client = graphClient({
    transport,
    tokens,
    governor,
    clock: systemClock,
    addressOf: () => Promise.resolve(graphAddressOf('global', baseUrl)),
    onSignInNeeded: (account) => signInsNeeded.push(account),
  });
  return { client, signInsNeeded };
}

function realGovernor(): Governor {
  const limits = { concurrency: 4, requestsPer10Min: 1e9, uploadBytesPer5Min: 1e12, messagesPerMin: 1e9 };
  return createGovernor({ clock: systemClock, random: seededRandom(1), budgets: memoryBudgetStore(), limits });
}

/** Lets every request go at once, whatever the service said about the last. */
export const noGovernor: Governor = {
  admit: () => Promise.resolve({ kind: 'go', permit: { release: () => undefined } }),
  throttled: () => undefined,
  succeeded: () => undefined,
  concurrency: () => 4,
  waits: () => [],
  onChange: () => () => undefined,
};

/** The first token until it is refused, then the next; after the last only a person can help. */
export function tokensInTurn(...tokens: readonly string[]): TokenSource & { readonly claims: readonly string[] } {
  let at = 0;
  const claims: string[] = [];
  return {
    claims,
    accessToken(_account, hint) {
      if (hint?.claims !== undefined) claims.push(hint.claims);
      if (hint?.refused !== undefined && hint.refused === tokens[at]) at += 1;
      const token = tokens[at];
      return Promise.resolve(
        token === undefined
          ? { ok: false, kind: 'signInNeeded', detail: 'revoked' }
          : { ok: true, token, expiresAtMs: null },
      );
    },
  };
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
