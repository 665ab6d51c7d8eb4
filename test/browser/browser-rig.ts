import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { type BrowserHost, startBrowserHost } from '../../main/browser/start-browser-host.ts';
import { TOKEN_HEADER } from '../../main/browser/check-access.ts';
import type { PageSecrets } from '../../main/browser/sessions.ts';
import type { FileDownloads } from '../../main/core/ports/file-downloads.ts';
import type { IncomingFiles } from '../../main/core/ports/incoming-files.ts';
import type { ApiClient, ApiRouter, EngineTelemetry } from '../../main/engine/host.ts';
import type { BrowserNet } from '../../renderer/client/open-web-socket.ts';
import { memoryDownloads } from './memory-downloads.ts';
import { memoryIncomingFiles } from '../helpers/memory-incoming-files.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';

interface RigOptions {
  readonly dataDir?: string;
  readonly port?: number;
  readonly client?: ApiClient;
  readonly router?: ApiRouter;
  readonly incoming?: IncomingFiles;
  readonly downloads?: FileDownloads;
  readonly metrics?: EngineTelemetry['access'];
  readonly nowMs?: () => number;
}

/** A browser host on a real port, with a page of three files; closed when the test ends. */
export async function startRig(options: RigOptions = {}): Promise<BrowserHost & { readonly port: number }> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const engine = {
    client: options.client ?? ({} as ApiClient),
    router: options.router ?? ({} as ApiRouter),
    incoming: options.incoming ?? memoryIncomingFiles(),
    downloads: options.downloads ?? memoryDownloads({}),
    telemetry: {
      report: () => Promise.resolve({ contentType: 'text/plain; version=0.0.4; charset=utf-8', text: 'up 1\n' }),
      access: options.metrics ?? { isOpen: false, token: null },
    },
  };
  const host = await startBrowserHost({
    engine,
    dataDir,
    rendererDir: writePage(dataDir),
    port: options.port ?? null,
    nowMs: options.nowMs ?? Date.now,
  });
  onTestFinished(() => host.close());
  return { ...host, port: Number(new URL(host.origin).port) };
}

function writePage(dataDir: string): string {
  const rendererDir = join(dataDir, 'page');
  mkdirSync(join(rendererDir, 'assets'), { recursive: true });
  writeFileSync(
    join(rendererDir, 'index.html'),
    '<meta property="csp-nonce" nonce="__CSP_NONCE__"><title>Mailroom</title>',
  );
  writeFileSync(join(rendererDir, 'assets', 'main-0a1b.js'), 'export {};');
  mkdirSync(join(rendererDir, 'preview'), { recursive: true });
  writeFileSync(join(rendererDir, 'preview', 'plain.html'), '<title>Preview</title><script>show()</script>');
  writeFileSync(join(rendererDir, 'preview', 'other.html'), 'not a preview');
  writeFileSync(join(rendererDir, 'outside.txt'), 'not an asset');
  return rendererDir;
}

/** What a browser does with the launch address: follows it once and keeps cookie and token. */
export async function enter(launchUrl: string): Promise<PageSecrets> {
  const answer = await fetch(launchUrl, { redirect: 'manual' });
  const cookie = /^\w+=([^;]+);/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
  const token = /^\/#token=(.+)$/.exec(answer.headers.get('location') ?? '')?.[1];
  if (cookie === undefined || token === undefined) throw new Error(`not let in: ${answer.status}`);
  return { cookie, token };
}

export function cookieHeader(origin: string, { cookie }: PageSecrets): string {
  return `mailroom_${new URL(origin).port}=${cookie}`;
}

/** The headers that a page's own request carries. */
export function pageHeaders(origin: string, secrets: PageSecrets): Record<string, string> {
  return {
    origin,
    cookie: cookieHeader(origin, secrets),
    [TOKEN_HEADER]: secrets.token,
    'sec-fetch-site': 'same-origin',
  };
}

export interface BrowserDouble extends BrowserNet {
  /** The text of everything that came over WebSockets. */
  received(): string;
  /** Breaks every open WebSocket as a crash would. */
  cut(): void;
}

/** A browser's network with the cookie that it would hold: the page's own code runs on it unchanged. */
export function browserOf(origin: string, secrets: PageSecrets): BrowserDouble {
  const sockets: NodeWebSocket[] = [];
  const texts: string[] = [];
  const own = { cookie: cookieHeader(origin, secrets), origin };
  return {
    session: () => ({ origin, token: secrets.token }),
    fetch: (url, init) => {
      const headers = new Headers(init?.headers);
      for (const [name, value] of Object.entries(own)) headers.set(name, value);
      return fetch(url, { ...init, headers });
    },
    newSocket(url, protocols) {
      const socket = new NodeWebSocket(url, protocols, { headers: own });
      socket.on('message', (data: Buffer) => texts.push(data.toString('utf8')));
      sockets.push(socket);
      // `ws` speaks as the browser's own does; only its types differ.
      return socket as unknown as WebSocket;
    },
    received: () => texts.join('\n'),
    cut: () => {
      for (const socket of sockets) socket.terminate();
    },
  };
}
