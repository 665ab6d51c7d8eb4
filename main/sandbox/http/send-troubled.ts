import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../store/faults.ts';
import { pipeTo } from './pipe-to.ts';

/** What goes wrong with the body of an answer. */
export type BodyTrouble =
  /** The first half of a text, as if that were all of it. Files pass. */
  | { readonly kind: 'half' }
  /** The connection breaks after half of what was announced. */
  | { readonly kind: 'cut' }
  /** One byte more is announced than comes before the connection ends. */
  | { readonly kind: 'wrongLength' }
  /** All of it, without an announced length. */
  | { readonly kind: 'chunked' }
  /** All of it, spread over this time. */
  | { readonly kind: 'slow'; readonly delayMs: number };

export function troubleOf(fault: Fault | null): BodyTrouble | null {
  switch (fault?.action) {
    case 'halfJson':
      return { kind: 'half' };
    case 'cutBody':
      return { kind: 'cut' };
    case 'wrongLength':
      return { kind: 'wrongLength' };
    case 'chunkedBody':
      return { kind: 'chunked' };
    case 'slowBody':
      return { kind: 'slow', delayMs: fault.delayMs ?? 1000 };
    default:
      return null;
  }
}

export async function sendTroubled(
  response: ServerResponse,
  bytes: Readable,
  sizeBytes: number,
  trouble: Exclude<BodyTrouble, { kind: 'half' }>,
): Promise<void> {
  const { socket } = response;
  switch (trouble.kind) {
    case 'chunked':
      return pipeTo(bytes, response);
    case 'cut':
      response.setHeader('Content-Length', sizeBytes);
      await writePart(response, bytes, Math.floor(sizeBytes / 2), 0);
      socket?.destroySoon();
      return;
    case 'wrongLength':
      response.setHeader('Content-Length', sizeBytes + 1);
      await writePart(response, bytes, sizeBytes, 0);
      socket?.destroySoon();
      return;
    case 'slow':
      response.setHeader('Content-Length', sizeBytes);
      await writePart(response, bytes, sizeBytes, trouble.delayMs / 20);
      response.end();
  }
}

async function writePart(
  response: ServerResponse,
  bytes: Readable,
  wantedBytes: number,
  waitMs: number,
): Promise<void> {
  await pipeTo(Readable.from(takePieces(bytes, wantedBytes, waitMs), { objectMode: false }), response, { end: false });
}

/** The first bytes in about twenty pieces, with a pause after each of them. */
async function* takePieces(bytes: Readable, wantedBytes: number, waitMs: number): AsyncGenerator<Buffer> {
  const pieceBytes = Math.max(1, Math.ceil(wantedBytes / 20));
  let left = wantedBytes;
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length && left > 0; at += pieceBytes) {
      const piece = chunk.subarray(at, at + Math.min(pieceBytes, left));
      left -= piece.length;
      yield piece;
      if (waitMs > 0) await wait(waitMs);
    }
    if (left === 0) return;
  }
}
