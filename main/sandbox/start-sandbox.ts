import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createSampleMail } from './create-sample-mail.ts';
import { createListener } from './http/create-server.ts';
import { createIdentity } from './identity/create-identity.ts';
import type { IdentityMetadata } from './identity/create-identity.ts';
import { startSender } from './subscriptions/send-notifications.ts';
import { removeStrayFiles } from './store/blobs.ts';
import { createFolders } from './store/folders.ts';
import { openStore } from './store/open-store.ts';
import { readSetting, writeSetting } from './store/settings.ts';
import type { Switches } from './switches.ts';
import { openSwitchboard } from './switches.ts';
import { findUser, listPeople, listUsers } from './users.ts';

export interface SandboxOptions {
  /** Belongs to this tenant alone; what it holds survives a restart. */
  readonly stateDir: string;
  /** Without it the last port is used again while it is free. */
  readonly port?: number;
  readonly host?: '127.0.0.1';
  readonly switches?: Partial<Switches>;
  /** Bearer token → address: accepted beside signed-in accounts. */
  readonly staticTokens?: Readonly<Record<string, string>>;
  readonly nowMs?: () => number;
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly graphBaseUrl: string;
  readonly identity: IdentityMetadata;
  stop(): Promise<void>;
}

/** Starts the built-in Microsoft 365 tenant on loopback. Throws when a given port is taken or a switch is unknown. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const db = openStore(options.stateDir);
  try {
    for (const address of Object.values(options.staticTokens ?? {}))
      if (findUser(db, address) === undefined) throw new RangeError(`The sandbox has no mailbox '${address}'.`);
    const switchboard = openSwitchboard(db);
    switchboard.patch(options.switches ?? {});
    let origin = '';
    const nowMs = options.nowMs ?? Date.now;
    const tenant = { db, stateDir: options.stateDir, nowMs, origin: () => origin, switches: () => switchboard.current };
    for (const user of listUsers(db)) createFolders(db, user.id);
    removeStrayFiles(tenant);
    createSampleMail(tenant);
    const identity = createIdentity({ db, nowMs, origin: () => origin, listUsers: () => listPeople(db) });
    const gate = { tenant, identity, staticTokens: options.staticTokens ?? {} };
    const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, createListener(gate, switchboard));
    const port = await listen(server, options, readSetting(db, 'port'));
    writeSetting(db, 'port', port);
    origin = `http://127.0.0.1:${port}`;
    const sender = startSender(tenant);
    return {
      origin,
      graphBaseUrl: `${origin}/v1.0`,
      identity: identity.metadata(),
      async stop() {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        server.closeAllConnections();
        await closed;
        await sender.stop();
        db.close();
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

async function listen(server: Server, options: SandboxOptions, lastPort: unknown): Promise<number> {
  const host = options.host ?? '127.0.0.1';
  if (options.port !== undefined) return tryPort(server, options.port, host);
  try {
    return await tryPort(server, typeof lastPort === 'number' ? lastPort : 0, host);
  } catch {
    return tryPort(server, 0, host);
  }
}

function tryPort(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The sandbox has no port.'));
      else resolve(address.port);
    });
  });
}
