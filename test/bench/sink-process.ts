/**
 * The far end of the upload benchmark, in a process of its own: takes the bytes of an upload session and drops them.
 * Knows just enough of the service for the engine to get there. `GET /clock` tells how long the PUTs took, seen from here.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

let firstPutMs = 0;
let lastPutMs = 0;
let attachments: string[] = [];

const server = createServer((request, response) => {
  const { method = 'GET', url = '/' } = request;
  if (method === 'PUT') return takeChunk(request, response);
  request.resume();
  request.on('end', () => answer(method, url, response));
});

function takeChunk(request: IncomingMessage, response: ServerResponse): void {
  if (firstPutMs === 0) firstPutMs = performance.now();
  const [, end = 0, total = 0] =
    /bytes \d+-(\d+)\/(\d+)/
      .exec(request.headers['content-range'] ?? '')
      ?.slice(0)
      .map(Number) ?? [];
  request.resume();
  request.on('end', () => {
    lastPutMs = performance.now();
    if (end + 1 < total) return json(response, 200, { nextExpectedRanges: [String(end + 1)] });
    attachments = ['A1'];
    response.writeHead(201, { Location: `${origin()}/Attachments('A1')`, 'Content-Length': '0' }).end();
  });
}

function answer(method: string, url: string, response: ServerResponse): void {
  if (url === '/clock') {
    const tookMs = lastPutMs - firstPutMs;
    firstPutMs = 0;
    attachments = [];
    return json(response, 200, { tookMs });
  }
  if (url.endsWith('/createUploadSession')) {
    return json(response, 201, {
      uploadUrl: `${origin()}/upload?authtoken=x`,
      expirationDateTime: '2099-01-01T00:00:00Z',
    });
  }
  if (url.includes('/attachments'))
    return json(response, 200, { value: attachments.map((id) => ({ id, name: 'file.bin' })) });
  if (url.endsWith('/send')) return void response.writeHead(202).end();
  if (url.includes('/mailFolders/sentitems')) return json(response, 200, { value: [] });
  if (method === 'POST') return json(response, 201, { id: 'D1' });
  return json(response, 200, { id: 'D1', isDraft: attachments.length > 0, body: { content: '' }, subject: '' });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function origin(): string {
  const address = server.address();
  return `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}`;
}

server.listen(0, '127.0.0.1', () => process.stdout.write(`${origin()}\n`));
