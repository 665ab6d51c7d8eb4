import { createHash, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../../contract/ids.ts';
import type { ReceiveLimits, ReceiveResult } from '../../core/ports/blob-store.ts';
import type { CancelSignal } from '../../core/ports/time.ts';
import { isDiskFull } from './is-disk-full.ts';
import type { PublishBlob } from './publish-blob.ts';
import { createTemporary, writeAll } from './temporary-file.ts';

interface Receiving extends ReceiveLimits {
  readonly signal: CancelSignal | undefined;
  readonly temporaryFolder: string;
  readonly publish: PublishBlob;
}

/** Writes what comes to its place in the store: all bytes safe on disk, or nothing. Rethrows what the source throws. */
export async function receiveBytes(source: AsyncIterable<Uint8Array>, how: Receiving): Promise<ReceiveResult> {
  if (how.expectedBytes !== null && how.expectedBytes > how.maxBytes) return failed('tooLarge');
  const temporary = join(how.temporaryFolder, randomUUID());
  try {
    const received = await writeSynced(source, temporary, how);
    if (received.ok) await how.publish(temporary, received.sha256, received.sizeBytes);
    return received;
  } catch (error) {
    if (isDiskFull(error)) return failed('diskFull');
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeSynced(
  source: AsyncIterable<Uint8Array>,
  temporary: string,
  { maxBytes, expectedBytes, signal }: Receiving,
): Promise<ReceiveResult> {
  const target = await createTemporary(temporary);
  try {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const bytes of source) {
      if (signal?.aborted === true) return failed('cancelled');
      if (sizeBytes + bytes.length > maxBytes) return failed('tooLarge');
      hash.update(bytes);
      await writeAll(target, bytes, sizeBytes);
      sizeBytes += bytes.length;
    }
    if (signal?.aborted === true) return failed('cancelled');
    if (expectedBytes !== null && sizeBytes !== expectedBytes) return failed('wrongLength');
    await target.sync();
    return { ok: true, sha256: sha256.parse(hash.digest('hex')), sizeBytes };
  } finally {
    await target.close();
  }
}

function failed(failure: Extract<ReceiveResult, { ok: false }>['failure']): ReceiveResult {
  return { ok: false, failure };
}
