import type { BlobStore } from '../ports/blob-store.ts';
import type { AttachmentMeta } from '../ports/mail-service.ts';
import type { OutboxAttachment } from './outbox-record.ts';
import type { StepContext } from './step-context.ts';

/** Writes to one draft are strictly one after another: parallel ones answer 412 (docs/graph.md). */
export const drafted = { from: 'drafted', back: 'drafted', inDoubt: 'drafted' } as const;

/** Back to its first byte. The journal says why, because the ribbon may only run backwards with a reason. */
export function restart(context: StepContext, attachment: OutboxAttachment, why: string): void {
  const { deps, record } = context;
  const change = {
    step: 'waiting',
    sealedUploadUrl: null,
    sessionExpiresAtMs: null,
    confirmedBytes: 0,
    remoteId: null,
  } as const;
  deps.store.changeAttachment(
    record.id,
    attachment.position,
    { from: ['drafted'] },
    change,
    { what: why },
    deps.clock.nowMs(),
  );
}

export function metaOf(attachment: OutboxAttachment): AttachmentMeta {
  const { name, contentType, sizeBytes, contentId } = attachment;
  return { name, contentType, sizeBytes, contentId };
}

/** The bytes of a file that goes in one request. */
export async function readWhole(blobs: BlobStore, attachment: OutboxAttachment): Promise<Uint8Array> {
  const reader = await blobs.open(attachment.sha256);
  try {
    const bytes = new Uint8Array(attachment.sizeBytes);
    const length = await reader.read(bytes, 0);
    if (length !== bytes.length)
      throw new Error(`snapshot is short: ${String(length)} of ${String(bytes.length)} bytes`);
    return bytes;
  } finally {
    await reader.close();
  }
}
