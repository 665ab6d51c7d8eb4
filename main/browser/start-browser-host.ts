import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { ApiClient, ApiRouter, EngineTelemetry } from '../engine/host.ts';
import { acceptSockets } from './accept-sockets.ts';
import type { Doorkeeper } from './check-access.ts';
import { checkSource } from './check-source.ts';
import { createApp } from './create-app.ts';
import { refuseConnection } from './refuse-connection.ts';
import { readHostRecord, writeHostRecord } from './host-record.ts';
import type { FileDownloads } from '../core/ports/file-downloads.ts';
import type { IncomingFiles } from '../core/ports/incoming-files.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';
import { listRoutes } from './list-routes.ts';
import type { Route } from './route.ts';
import { securityHeaders } from './security-headers.ts';
import { createSessions, newSecret } from './sessions.ts';

const HEADERS_TIMEOUT_MS = 10_000;
/** A chunk of 4 MiB from this very machine. */
const REQUEST_TIMEOUT_MS = 60_000;

const noHttp = { status: 400, reason: 'This is not a request.' } as const;

export interface BrowserHostOptions {
  readonly engine: {
    readonly client: ApiClient;
    readonly router: ApiRouter;
    readonly incoming: IncomingFiles;
    readonly downloads: FileDownloads;
    readonly telemetry: Pick<EngineTelemetry, 'report' | 'access'>;
  };
  readonly dataDir: string;
  /** Where the built page is. */
  readonly rendererDir: string;
  /** Null: the port of the last time when it is free, otherwise any. */
  readonly port: number | null;
  readonly nowMs: () => number;
}

export interface BrowserHost {
  readonly origin: string;
  /** Lets programs of this user in, as `Authorization: Bearer`. */
  readonly programToken: string;
  readonly routes: readonly Route[];
  /** An address that opens one page, once, within ten minutes. */
  launchUrl(): string;
  close(): Promise<void>;
}

/** Serves the windows to browsers of this machine alone. Rejects with the system's error when the port is taken. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { engine, dataDir, rendererDir, nowMs } = options;
  const remembered = readHostRecord(dataDir);
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Refused by our own check, with the headers that every answer carries.
    requireHostHeader: false,
  });
  const port = await listenOnLoopback(server, options.port, remembered?.port ?? null);
  const programToken = newSecret();
  const known = remembered?.sessions ?? [];
  const sessions = createSessions(known, nowMs, (kept) => {
    writeHostRecord(dataDir, { port, programToken, sessions: [...kept] });
  });
  writeHostRecord(dataDir, { port, programToken, sessions: known });

  const door: Doorkeeper = { port, sessions, programToken, metricsAccess: engine.telemetry.access };
  const origin = `http://127.0.0.1:${port}`;
  const launchUrl = (): string => `${origin}/launch?code=${sessions.issueCode()}`;
  const routes = listRoutes({ door, rendererDir, launchUrl, nowMs, ...engine });
  const sockets = acceptSockets(engine.router, door);
  const listener = getRequestListener(createApp(routes, door).fetch, { overrideGlobalObjects: false });

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    const refusal = checkSource(request, port);
    if (refusal === null) return void listener(request, response);
    response.writeHead(refusal.status, { 'content-type': 'text/plain', connection: 'close' }).end(refusal.reason);
  });
  server.on('upgrade', (request, connection, head) => sockets.upgrade(request, connection, head));
  server.on('clientError', (_, connection) => refuseConnection(connection, noHttp));

  return {
    origin,
    programToken,
    routes,
    launchUrl,
    async close() {
      sockets.close();
      await closeServer(server);
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
