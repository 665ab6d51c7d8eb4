import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: 400 | 401 | 403 | 405 | 421;
  readonly reason: string;
}

const methods = ['GET', 'POST', 'PUT'];

/**
 * Where a request says it comes from, before anything else is looked at. The host is named exactly, so that a foreign
 * name that resolves to this machine gets nothing; the origin is ours or not given; the browser itself vouches that no
 * other site asks.
 */
export function checkSource(request: IncomingMessage, port: number): Refusal | null {
  const { headersDistinct, method = '', url = '' } = request;
  const host = only(headersDistinct['host']);
  if (host === null || !isOurs(host, port)) {
    return { status: 421, reason: 'This address is not served here. Use the one that Mailroom printed.' };
  }
  if (!methods.includes(method)) return { status: 405, reason: 'This method is not served here.' };
  if (!url.startsWith('/')) return { status: 400, reason: 'The address is not a path.' };

  const isRead = method === 'GET' && request.headers.upgrade === undefined;
  const foreign = { status: 403, reason: 'Another site asked for this. Nothing was done.' } as const;
  const origins = headersDistinct['origin'];
  if (origins !== undefined && only(origins) !== `http://${host}`) return foreign;
  const sites = headersDistinct['sec-fetch-site'];
  if (sites === undefined) return null;
  const site = only(sites);
  return site === 'same-origin' || (site === 'none' && isRead) ? null : foreign;
}

function isOurs(host: string, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

function only(values: readonly string[] | undefined): string | null {
  return values?.length === 1 ? (values[0] ?? null) : null;
}
