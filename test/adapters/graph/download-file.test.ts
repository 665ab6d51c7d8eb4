import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { call, json } from '../../helpers/graph-client-rig.ts';
import { mailboxReaderRig } from '../../helpers/mailbox-reader-rig.ts';

const limits = { maxBytes: 200_000_000 };
const png = Buffer.concat([
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64'),
  Buffer.alloc(10_000, 'pixels'),
]);

function digest(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function answerPage(response: ServerResponse): void {
  response.setHeader('content-type', 'text/html').end('<p>attached</p>');
}

async function downloading(answer: (response: ServerResponse) => void, allowed: object = {}, signal = call.signal) {
  const rig = await mailboxReaderRig((_request, response) => answer(response));
  const result = await rig.reader.download({ ...call, signal }, 'm/1', 'a+b', { ...limits, ...allowed });
  return { ...rig, result };
}

describe('GW2: a file', () => {
  it('is on disk when it is answered for, with the type of its first bytes', async () => {
    const { result, seen, blobs, filesOnDisk } = await downloading((response) => response.end(png));
    expect(result).toMatchObject({ kind: 'stored', sha256: digest(png), sizeBytes: png.length, sniffed: 'image/png' });
    expect(result.kind === 'stored' && (await blobs.has(result.sha256))).toBe(true);
    expect(filesOnDisk()).toHaveLength(1);
    expect(seen[0]?.url).toBe('/v1.0/me/messages/m%2F1/attachments/a%2Bb/$value');
  });

  it('may come in chunks, may be empty, and need not tell its type', async () => {
    const chunked = await downloading((response) => {
      response.write('plain ');
      response.end('text');
    });
    expect(chunked.result).toMatchObject({ kind: 'stored', sizeBytes: 10, sniffed: null });
    const empty = await downloading((response) => response.end());
    expect(empty.result).toMatchObject({ kind: 'stored', sizeBytes: 0, sniffed: null });
  });

  it('may be a page when that is what was attached', async () => {
    const announced = await downloading(answerPage, { contentType: 'text/html' });
    expect(announced.result).toMatchObject({ kind: 'stored' });
    const unannounced = await downloading(answerPage);
    expect(unannounced.result).toMatchObject({ kind: 'fault', fault: { kind: 'lost' } });
  });
});

describe('GW2: nothing is stored', () => {
  it.each<[string, (response: ServerResponse) => void, object]>([
    [
      'of a file that is cut',
      (response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('begun', () => response.destroy());
      },
      { kind: 'fault', fault: { kind: 'lost' } },
    ],
    [
      'of a file whose end cannot be told from a cut',
      ({ socket }) => socket?.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nall or part of it'),
      { kind: 'fault', fault: { kind: 'lost' } },
    ],
    [
      'of a part that nobody asked for',
      (response) => response.writeHead(206, { 'content-range': 'bytes 0-4/9' }).end('begun'),
      { kind: 'fault', fault: { kind: 'lost' } },
    ],
    [
      'in a coding that nobody asked for',
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('zipped'),
      { kind: 'fault', fault: { kind: 'lost' } },
    ],
    [
      'of a redirect',
      (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
      { kind: 'fault', fault: { kind: 'lost' } },
    ],
    [
      'of a link, which has no bytes',
      (response) => json(response, 405, { error: { code: 'ErrorInvalidRequest' } }),
      { kind: 'fault', fault: { kind: 'refused', status: 405 } },
    ],
    [
      'while the service says wait',
      (response) => response.writeHead(429, { 'retry-after': '7' }).end(),
      { kind: 'fault', fault: { kind: 'refused', status: 429, retryAfterMs: 7_000 } },
    ],
  ])('%s', async (_what, answer, expected) => {
    const { result, filesOnDisk } = await downloading(answer);
    expect(result).toMatchObject(expected);
    expect(filesOnDisk()).toEqual([]);
  });

  it.each([
    ['announced', (response: ServerResponse) => response.end(png)],
    ['in chunks', (response: ServerResponse) => void (response.write(png), response.end(png))],
  ])('of a file that is larger than allowed, %s', async (_how, answer) => {
    const { result, filesOnDisk } = await downloading(answer, { maxBytes: png.length - 1 });
    expect(result).toEqual({ kind: 'failed', failure: 'tooLarge' });
    expect(filesOnDisk()).toEqual([]);
  });

  it.each(['before it came', 'in the middle of it'])('when it is cancelled %s', async (when) => {
    const aborter = new AbortController();
    if (when === 'before it came') aborter.abort();
    const begin = (response: ServerResponse): void => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('begun', () => aborter.abort());
    };
    const { result, filesOnDisk } = await downloading(begin, {}, aborter.signal);
    expect(result).toEqual({ kind: 'failed', failure: 'cancelled' });
    expect(filesOnDisk()).toEqual([]);
  });
});

it('GW2: a file of 150 MB passes through without being kept in memory', async () => {
  const piece = Buffer.alloc(1_000_000, 'the same piece over and over. ');
  const before = process.memoryUsage.rss();
  let peak = before;
  const { result } = await downloading((response) => {
    response.writeHead(200, { 'content-length': String(150 * piece.length) });
    let left = 150;
    const more = (): void => {
      peak = Math.max(peak, process.memoryUsage.rss());
      left -= 1;
      if (left < 0) response.end();
      else response.write(piece, more);
    };
    more();
  });
  expect(result).toMatchObject({ kind: 'stored', sizeBytes: 150_000_000 });
  expect(peak - before).toBeLessThan(120_000_000);
});
