import type { IncomingMessage } from 'node:http';

export interface Body {
  readonly bytes: Buffer;
  readonly sizeBytes: number;
  /** False when the client left before it had sent everything: then nothing may happen. */
  readonly isComplete: boolean;
}

/**
 * Reads to the end in any case, so that an early refusal cannot be mistaken for a lost connection; keeps `keepBytes`
 * at most. Stopping early is a fault: the connection breaks while the body is on its way.
 */
export async function readBody(request: IncomingMessage, keepBytes: number, stopEarly = false): Promise<Body> {
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      sizeBytes += part.length;
      if (sizeBytes <= keepBytes) parts.push(part);
      else parts.length = 0;
      if (stopEarly) break;
    }
  } catch {
    return { bytes: Buffer.alloc(0), sizeBytes, isComplete: false };
  }
  return { bytes: Buffer.concat(parts), sizeBytes, isComplete: !stopEarly && request.complete };
}
