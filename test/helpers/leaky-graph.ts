import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A piece of every upload address that the service below gives out. */
export const UPLOAD_SECRET = 'planted-upload-secret';

/**
 * A mail service that takes drafts, and then fails every upload while its error text repeats what it was called with:
 * the worst that an engine can be told.
 */
export async function startLeakyGraph(): Promise<{ readonly baseUrl: string; uploadsTried(): number }> {
  let origin = '';
  let tried = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const reply = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const fail = (status: number): void => {
      const message = `No: ${method} ${origin}${url} as ${headers.authorization ?? 'nobody'}`;
      reply(status, { error: { code: 'ErrorInternalServerError', message } });
    };
    if (method === 'GET' && url === '/v1.0/me') return reply(200, { mail: 'finance@sandbox.example' });
    if (url.startsWith('/upload/')) {
      tried += 1;
      request.resume();
      request.on('end', () => fail(500));
      return;
    }
    if (method === 'POST' && url.endsWith('/createUploadSession')) {
      request.resume();
      return reply(201, {
        uploadUrl: `${origin}/upload/${UPLOAD_SECRET}?authtoken=${UPLOAD_SECRET}`,
        expirationDateTime: '2099-01-01T00:00:00Z',
        nextExpectedRanges: ['0-'],
      });
    }
    if (method === 'POST' && url === '/v1.0/me/messages') {
      return reply(201, { ...((await json(request)) as object), id: 'AAMk-draft', isDraft: true });
    }
    if (method === 'GET' && url.includes('/attachments')) return reply(200, { value: [] });
    request.resume();
    fail(404);
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `${origin}/v1.0`, uploadsTried: () => tried };
}
