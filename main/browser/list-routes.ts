import type { ApiClient, EngineTelemetry } from '../engine/host.ts';
import type { Doorkeeper } from './check-access.ts';
import type { FileDownloads } from '../core/ports/file-downloads.ts';
import type { IncomingFiles } from '../core/ports/incoming-files.ts';
import { downloadRoutes } from './download-routes.ts';
import { pageRoutes } from './page-routes.ts';
import type { Route } from './route.ts';
import { uploadRoutes } from './upload-routes.ts';

export const RPC_PATH = '/rpc';

interface RouteDeps {
  readonly door: Doorkeeper;
  readonly client: ApiClient;
  readonly incoming: IncomingFiles;
  readonly downloads: FileDownloads;
  readonly telemetry: Pick<EngineTelemetry, 'report'>;
  readonly rendererDir: string;
  readonly launchUrl: () => string;
  readonly nowMs: () => number;
}

/** Everything that the browser host serves, in one table. A test tries every way in on each row. */
export function listRoutes(deps: RouteDeps): readonly Route[] {
  const { door, client, incoming, downloads, telemetry, rendererDir, launchUrl, nowMs } = deps;
  return [
    { method: 'GET', path: '/healthz', access: 'open', serve: () => Response.json({ ok: true }) },
    { method: 'GET', path: '/metrics', access: 'metrics', serve: () => answerMetrics(telemetry) },
    ...pageRoutes(rendererDir, door),
    /** Tells a page whether its session still counts. */
    { method: 'GET', path: '/session', access: 'data', serve: () => new Response(null, { status: 204 }) },
    /** How a second `mailroom serve` gets an address for a person from the first. */
    { method: 'POST', path: '/launch-codes', access: 'program', serve: () => Response.json({ url: launchUrl() }) },
    ...uploadRoutes(incoming, client),
    ...downloadRoutes(downloads, door.port, nowMs),
    { method: 'GET', path: RPC_PATH, access: 'data', serve: null },
  ];
}

async function answerMetrics({ report }: Pick<EngineTelemetry, 'report'>): Promise<Response> {
  const { contentType, text } = await report();
  return new Response(text, { headers: { 'content-type': contentType } });
}
