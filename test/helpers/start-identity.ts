import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createIdentity, type Identity } from '../../main/sandbox/identity/create-identity.ts';
import { openStore } from '../../main/sandbox/store/open-store.ts';
import { listUsers } from '../../main/sandbox/users.ts';
import { temporaryFolder } from './open-test-database.ts';

type Fault =
  | 'reset'
  | { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> };

export interface IdentityServer {
  readonly identity: Identity;
  readonly origin: string;
  /** `METHOD path` of every request, in order. */
  readonly seen: readonly string[];
  /** How many token requests came in. */
  tokenRequests(): number;
  /** While set, the service answers with this instead. */
  answerWith(fault: Fault | null): void;
  /** What the mail service would say to this token. */
  callMail(token: string): Promise<Response>;
  stop(): Promise<void>;
}

/** The sandbox's sign-in service over real HTTP. The same folder again: the same tenant after its restart. */
export async function startIdentity(
  options: { stateDir?: string; nowMs?: () => number } = {},
): Promise<IdentityServer> {
  const db = openStore(options.stateDir ?? temporaryFolder());
  const seen: string[] = [];
  let fault: Fault | null = null;
  let origin = '';
  const identity = createIdentity({
    db,
    origin: () => origin,
    nowMs: options.nowMs ?? Date.now,
    listUsers: () => listUsers(db),
  });

  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '/', origin);
    seen.push(`${req.method} ${url.pathname}`);
    if (fault === 'reset') return void req.socket.destroy();
    if (fault !== null) return void res.writeHead(fault.status, fault.headers).end(fault.body);
    if (url.pathname === '/v1.0/me') {
      const verdict = identity.verifyBearer(req.headers.authorization);
      if (verdict.ok) return void res.end(JSON.stringify(verdict));
      return void res.writeHead(verdict.status, verdict.headers).end(JSON.stringify(verdict.body));
    }
    return void identity.handle(req, res, url).then(
      (handled) => handled || res.writeHead(404).end(),
      () => res.destroy(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function stop(): Promise<void> {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    db.close();
  }
  onTestFinished(stop);

  return {
    identity,
    origin,
    seen,
    tokenRequests: () => seen.filter((line) => line.endsWith('/oauth2/v2.0/token')).length,
    answerWith: (next) => {
      fault = next;
    },
    callMail: (token) => fetch(`${origin}/v1.0/me`, { headers: { authorization: `Bearer ${token}` } }),
    stop,
  };
}
