import type { IncomingMessage, ServerResponse } from 'node:http';

const maxBodyBytes = 262_144;

/** Reads the whole body. Rejects when it is larger than any request of this service can be. */
export async function readBody(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    sizeBytes += part.length;
    if (sizeBytes > maxBodyBytes) throw new Error('body too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  res.end(JSON.stringify(body));
}

/** Sends a page that no other page may frame and that loads nothing. `scriptNonce` admits its one script. */
export function sendPage(res: ServerResponse, status: number, html: string, scriptNonce?: string): void {
  const script = scriptNonce === undefined ? '' : `; script-src 'nonce-${scriptNonce}'`;
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'${script}`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  res.end(html);
}
