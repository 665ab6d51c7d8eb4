import type { ChunkAnswer } from '../ports/mail-service.ts';
import type { Reply, ServiceFault } from '../ports/reply.ts';
import type { CancelSignal, Clock, Random } from '../ports/time.ts';
import { CHUNK_RETRIES, decideAfterChunk, decideAfterOffset } from './decide-after-chunk.ts';

export interface Transfer {
  readonly sizeBytes: number;
  /** The most that a chunk may have. */
  readonly chunkBytes: number;
  /** The size of the next one; without it always the most. */
  chunkBytesNow?(): number;
  /** The last offset that the server confirmed, as we remember it. */
  readonly confirmedOffset: number;
  /** Ask the server before the first byte: true whenever the session is not brand new. */
  readonly resumed: boolean;
  read(target: Uint8Array, offset: number): Promise<number>;
  put(bytes: Uint8Array, offset: number): Promise<Reply<ChunkAnswer>>;
  readOffset(): Promise<Reply<{ nextOffset: number }>>;
  /** Journals a confirmed offset; false stops the transfer (paused, cancelled, another owner). */
  confirm(offset: number): boolean;
}

export interface TransferDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly retryBaseMs: number;
  readonly signal: CancelSignal;
}

export type TransferResult =
  | { readonly kind: 'complete'; readonly attachmentId: string | null }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'wait'; readonly fault: ServiceFault }
  | { readonly kind: 'sessionGone'; readonly fault: ServiceFault | null }
  | { readonly kind: 'giveUp'; readonly fault: ServiceFault | null }
  | { readonly kind: 'refused'; readonly fault: ServiceFault };

const RETRY_CAP_MS = 30_000;

/** Sends a file chunk after chunk, one in flight, always from the server's own offset. One buffer serves the whole file. */
export async function sendChunks(transfer: Transfer, deps: TransferDeps): Promise<TransferResult> {
  const { sizeBytes } = transfer;
  const buffer = new Uint8Array(Math.min(transfer.chunkBytes, sizeBytes));
  let offset = transfer.confirmedOffset;
  let failures = 0;
  let mustAsk = transfer.resumed;
  let overlapEnd: number | null = null;
  let assumed = false;

  for (;;) {
    if (deps.signal.aborted) return { kind: 'stopped' };
    if (mustAsk) {
      const question = { confirmedOffset: offset, sizeBytes, overlapEnd, assumedBefore: assumed };
      const answer = decideAfterOffset(await transfer.readOffset(), question);
      if (answer.kind === 'wait' || answer.kind === 'sessionGone') return answer;
      if (answer.kind === 'askAgain') {
        failures += 1;
        if (failures > CHUNK_RETRIES) return { kind: 'giveUp', fault: answer.fault };
        await pause(deps, failures, null);
        continue;
      }
      mustAsk = false;
      assumed = answer.assumed;
      if (answer.offset > offset && !assumed) failures = 0;
      offset = answer.offset;
      if (!assumed && !transfer.confirm(offset)) return { kind: 'stopped' };
    }

    const chunkBytes = Math.min(transfer.chunkBytes, transfer.chunkBytesNow?.() ?? transfer.chunkBytes);
    const target = buffer.subarray(0, Math.min(chunkBytes, sizeBytes - offset));
    const length = await transfer.read(target, offset);
    if (length !== target.length) throw new Error(`snapshot is short: ${String(offset + length)} bytes`);
    const reply = await transfer.put(target, offset);
    const decision = decideAfterChunk(reply, { offset, sizeBytes, failures });
    if (decision.kind === 'continueAt') {
      failures = decision.confirmed ? 0 : failures + 1;
      assumed = false;
      overlapEnd = null;
      offset = decision.offset;
      if (!transfer.confirm(offset)) return { kind: 'stopped' };
      if (!decision.confirmed) await pause(deps, failures, null);
    } else if (decision.kind === 'askOffset') {
      failures += 1;
      mustAsk = true;
      overlapEnd = isOverlap(decision.fault) ? offset + length : null;
      await pause(deps, failures, decision.notBeforeMs);
    } else {
      return decision;
    }
  }
}

function isOverlap(fault: ServiceFault): boolean {
  return fault.kind === 'refused' && fault.status === 416;
}

/** Full jitter up to a doubling ceiling; the service's own Retry-After wins. */
async function pause(deps: TransferDeps, failures: number, retryAfterMs: number | null): Promise<void> {
  const ceilingMs = Math.min(RETRY_CAP_MS, deps.retryBaseMs * 2 ** failures);
  await deps.clock.sleep(retryAfterMs ?? Math.ceil(deps.random.uniform() * ceilingMs), deps.signal);
}
