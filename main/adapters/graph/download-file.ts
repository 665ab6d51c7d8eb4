import type { BlobStore } from '../../core/ports/blob-store.ts';
import type { CallContext } from '../../core/ports/mail-service.ts';
import type { DownloadResult } from '../../core/ports/mailbox-reader.ts';
import type { GraphClient } from './graph-client.ts';
import type { HttpHead } from './http-transport.ts';
import { sniffType } from './sniff-type.ts';

interface DownloadLimits {
  readonly maxBytes: number;
  readonly contentType?: string;
}

/** The bytes at `path`, straight into the store. */
export async function downloadFile(
  client: GraphClient,
  blobs: Pick<BlobStore, 'receive'>,
  call: CallContext,
  path: string,
  { maxBytes, contentType }: DownloadLimits,
): Promise<DownloadResult> {
  const reply = await client.download<DownloadResult>(call, {
    path,
    contentType,
    async receive(head, body) {
      if (!isWholeAndPlain(head)) return undefined;
      const sniffed = sniffType(body);
      const limits = { maxBytes, expectedBytes: announcedBytes(head) };
      const received = await blobs.receive(sniffed.bytes, limits, call.signal);
      if (received.ok) {
        const { sha256, sizeBytes } = received;
        return { kind: 'stored', sha256, sizeBytes, sniffed: await sniffed.mediaType() };
      }
      return { kind: 'failed', failure: received.failure === 'wrongLength' ? 'cutShort' : received.failure };
    },
  });
  if (reply.ok) return reply.value;
  // Our own end of it, whatever it looked like on the way.
  const isOurs = call.signal.aborted && (reply.fault.kind === 'lost' || reply.fault.kind === 'neverSent');
  return isOurs ? { kind: 'failed', failure: 'cancelled' } : { kind: 'fault', fault: reply.fault };
}

/**
 * Not a part of it, not in a coding that nobody asked for, and with an end that can be told from a broken connection:
 * an answer that just stops when it is closed may have been cut anywhere.
 */
function isWholeAndPlain({ status, headers }: HttpHead): boolean {
  const hasEnd = headers.has('content-length') || headers.get('transfer-encoding') === 'chunked';
  return status === 200 && hasEnd && (headers.get('content-encoding') ?? 'identity') === 'identity';
}

/** Null when it comes in chunks: the last one says that it is. */
function announcedBytes({ headers }: HttpHead): number | null {
  const length = headers.get('content-length');
  return length === undefined ? null : Number(length);
}
