import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A reader that leaves in the middle is no failure of the service. */
export async function pipeTo(bytes: Readable, response: ServerResponse, options = { end: true }): Promise<void> {
  try {
    await pipeline(bytes, response, options);
  } catch (error) {
    if (!response.destroyed) throw error;
  }
}
