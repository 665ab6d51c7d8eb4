import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type HttpBody, type HttpRequest, undiciTransport } from '../../../main/adapters/graph/http-transport.ts';
import { patiently } from '../../helpers/patiently.ts';

async function serve(answer: RequestListener) {
  const sockets = new Set<Socket>();
  const server = createServer(answer).on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const transport = undiciTransport();
  onTestFinished(async () => {
    await transport.close();
    server.closeAllConnections();
    server.close();
  });
  const asked: HttpRequest = {
    method: 'GET',
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/file`,
    headers: {},
    body: null,
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    freshConnection: false,
  };
  return { transport, asked, sockets };
}

async function count(body: HttpBody): Promise<number> {
  let bytes = 0;
  for await (const piece of body) bytes += piece.length;
  return bytes;
}

function refuseToRead(): Promise<never> {
  return Promise.reject(new Error('nothing to read'));
}

/** Writes pieces for as long as somebody takes them. */
function writeWithoutEnd(response: ServerResponse): void {
  const more = (): void => void response.write(Buffer.alloc(100_000), (error) => error ?? more());
  more();
}

describe('a stream', () => {
  test('gives status, headers and bytes as they come, and keeps its connections', async () => {
    const { transport, asked, sockets } = await serve((_request, response) => {
      response.writeHead(200, { 'X-Kind': 'file' });
      response.write('12345');
      response.end('678');
    });
    for (let round = 0; round < 10; round += 1) {
      const result = await transport.stream(asked, async (head, body) => [
        head.status,
        head.headers.get('x-kind'),
        await count(body),
      ]);
      expect(result).toEqual({ kind: 'received', value: [200, 'file', 8] });
    }
    // A connection is free again a moment after its last byte, so the next request may have opened another.
    expect(sockets.size).toBeLessThanOrEqual(2);
  });

  test('answers an error and a redirect whole, without a reader, and follows nothing', async () => {
    let requests = 0;
    let status = 503;
    const { transport, asked } = await serve((_request, response) => {
      requests += 1;
      response.writeHead(status, { location: '/elsewhere' }).end('why');
    });
    expect(await transport.stream(asked, refuseToRead)).toMatchObject({ kind: 'answer', status: 503, body: 'why' });
    status = 302;
    expect(await transport.stream(asked, refuseToRead)).toMatchObject({ kind: 'answer', status: 302 });
    expect(requests).toBe(2);
  });

  test('reads no more than it has to of an error without end', async () => {
    const { transport, asked, sockets } = await serve((_request, response) => {
      response.writeHead(500);
      writeWithoutEnd(response);
    });
    expect(await transport.stream(asked, (_head, body) => count(body))).toEqual({
      kind: 'lost',
      detail: 'ANSWER_TOO_LARGE',
    });
    await expect.poll(() => sockets.size, patiently).toBe(0);
  });

  test('lets go of what its reader does not want', async () => {
    const { transport, asked, sockets } = await serve((_request, response) => writeWithoutEnd(response));
    expect(await transport.stream(asked, (head) => Promise.resolve(head.status))).toMatchObject({ value: 200 });
    await expect.poll(() => sockets.size, patiently).toBe(0);
  });

  test('throws what its reader throws, and lets go', async () => {
    const { transport, asked, sockets } = await serve((_request, response) => writeWithoutEnd(response));
    const reading = transport.stream(asked, async (_head, body) => {
      for await (const piece of body) throw new Error(`not these ${String(piece.length > 0)}`);
    });
    await expect(reading).rejects.toThrow('not these true');
    await expect.poll(() => sockets.size, patiently).toBe(0);
  });
});

describe('a stream that breaks off', () => {
  test.each([
    ['before its announced length', { 'content-length': '1000' }],
    ['before its last chunk', {}],
  ])('%s is lost, though its beginning arrived', async (_when, headers) => {
    const { transport, asked } = await serve((_request, response) => {
      response.writeHead(200, headers);
      response.write('begun', () => response.destroy());
    });
    expect(await transport.stream(asked, (_head, body) => count(body))).toMatchObject({ kind: 'lost' });
  });

  test('while nobody reads it is lost as soon as somebody does', async () => {
    const { transport, asked, sockets } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('begun', () => response.destroy());
    });
    const result = await transport.stream(asked, async (_head, body) => {
      await expect.poll(() => sockets.size, patiently).toBe(0);
      return count(body);
    });
    expect(result).toMatchObject({ kind: 'lost' });
  });

  test('is lost when it falls silent for too long, and may take as long as it wants while it speaks', async () => {
    const { transport, asked } = await serve((request, response) => {
      response.writeHead(200);
      let left = request.headers['x-pieces'] === undefined ? 2 : 8;
      const timer = setInterval(() => {
        response.write('piece');
        left -= 1;
        if (left > 0) return;
        clearInterval(timer);
        if (request.headers['x-pieces'] !== undefined) response.end();
      }, 100);
    });
    const impatient = { ...asked, timeoutMs: 500 };
    expect(await transport.stream(impatient, (_head, body) => count(body))).toEqual({
      kind: 'lost',
      detail: 'UND_ERR_BODY_TIMEOUT',
    });
    const speaking = { ...impatient, headers: { 'x-pieces': '8' } };
    expect(await transport.stream(speaking, (_head, body) => count(body))).toEqual({ kind: 'received', value: 40 });
  });

  test('because it was told to, is lost at once and lets go', async () => {
    const { transport, asked, sockets } = await serve((_request, response) => writeWithoutEnd(response));
    const aborter = new AbortController();
    const result = await transport.stream({ ...asked, signal: aborter.signal }, async (_head, body) => {
      for await (const piece of body) if (piece.length > 0) aborter.abort();
    });
    expect(result).toMatchObject({ kind: 'lost' });
    await expect.poll(() => sockets.size, patiently).toBe(0);
  });
});
