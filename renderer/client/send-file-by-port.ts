import type { ContractRouterClient } from '@orpc/contract';
import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import { structuredError } from '../../contract/errors.ts';
import type { incomingApi } from '../../contract/incoming.ts';
import { ConnectionLost } from './connection-lost.ts';
import type { SendFileOptions } from './connection.ts';
import { FileNotSent } from './file-not-sent.ts';
import { wait } from './wait.ts';

export type IncomingClient = ContractRouterClient<typeof incomingApi>;

const fault = z.object({ error: structuredError });

/** How long a restart of the engine is waited out between two tries. */
const TRY_AGAIN_MS = 500;

/**
 * Sends a file that is on no disk over the desktop's wire, piece by piece. The engine's next byte is the only truth
 * about how far it got; a file that it no longer knows begins again.
 */
export async function sendFileByPort(
  incoming: IncomingClient,
  file: File,
  { asLink = false, onProgress, signal }: SendFileOptions,
): Promise<{ incoming: string }> {
  const options = signal === undefined ? {} : { signal };
  const { name: fileName, size: sizeBytes, type: contentType } = file;
  for (;;) {
    const { id, chunkBytes } = await ask(
      () => incoming.begin({ fileName, sizeBytes, contentType, asLink }, options),
      signal,
    );
    let nextByte: number | null = 0;
    while (nextByte !== null && nextByte < file.size) {
      const startByte: number = nextByte;
      const bytes = file.slice(startByte, startByte + chunkBytes);
      const written = await ask(() => incoming.write({ id, startByte, bytes }, options), signal);
      nextByte = written?.nextByte ?? null;
      if (nextByte !== null) onProgress?.(nextByte);
    }
    if (nextByte !== null) return { incoming: id };
  }
}

/** Asks until there is an answer: a piece that came twice does no harm. */
async function ask<T>(call: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (error instanceof ORPCError) throw refusalIn(error) ?? error;
      if (!(error instanceof ConnectionLost)) throw error;
      await wait(TRY_AGAIN_MS, signal);
    }
  }
}

function refusalIn(error: ORPCError<string, unknown>): FileNotSent | null {
  const { data } = fault.safeParse(error.data);
  return data === undefined ? null : new FileNotSent(data.error);
}
