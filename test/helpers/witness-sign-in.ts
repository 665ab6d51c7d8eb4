import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { authorityOf } from '../../main/cli/settings-for-sandbox.ts';

const secretsOfAnswers = ['access_token', 'refresh_token', 'id_token', 'client_info'];
const secretsOfRequests = ['code', 'code_verifier', 'refresh_token'];

export interface SignInWitness {
  /** For the product, in place of the tenant's own. */
  readonly authority: string;
  /** Everything secret that went to or came from the token endpoint, each once, by what it is. */
  readonly secrets: ReadonlyMap<string, string>;
  of(kind: string): readonly string[];
  /** Refuses the next request for tokens in words that quote all that is known. */
  refuseNext(): void;
}

/** Stands between the product and the sign-in service of a tenant and remembers every token that passes. */
export async function witnessSignIn(origin: string): Promise<SignInWitness> {
  const secrets = new Map<string, string>();
  let isRefusing = false;
  const own = (): string => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;

  function note(names: readonly string[], read: (name: string) => unknown): void {
    for (const name of names) {
      const value = read(name);
      if (typeof value === 'string' && value !== '') secrets.set(value, name);
    }
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = `${origin}${request.url ?? '/'}`;
    if (request.method !== 'POST') {
      const document = (await (await fetch(url)).json()) as { token_endpoint: string };
      const token_endpoint = document.token_endpoint.replace(origin, own());
      return void response.end(JSON.stringify({ ...document, token_endpoint }));
    }
    const body = await text(request);
    const form = new URLSearchParams(body);
    note(secretsOfRequests, (name) => form.get(name));
    if (isRefusing) {
      isRefusing = false;
      const quoted = [...secrets.keys()].join(' ');
      const refusal = { error: 'invalid_grant', error_description: `AADSTS70008: ${quoted}`, error_codes: [70_008] };
      return void response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(refusal));
    }
    const type = request.headers['content-type'] ?? 'application/x-www-form-urlencoded';
    const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': type } });
    const members = (await answer.json()) as Record<string, unknown>;
    note(secretsOfAnswers, (name) => members[name]);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(members));
  }

  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    authority: authorityOf(own()),
    secrets,
    of: (kind) => [...secrets].flatMap(([value, name]) => (name === kind ? [value] : [])),
    refuseNext: () => {
      isRefusing = true;
    },
  };
}
