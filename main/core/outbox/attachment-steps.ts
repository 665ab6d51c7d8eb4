import type { BlobStore } from '../ports/blob-store.ts';
import type { AttachmentMeta, UploadSession } from '../ports/mail-service.ts';
import type { SecretBox } from '../ports/secret-box.ts';
import type { OutboxAttachment } from './outbox-record.ts';
import type { StepContext } from './step-context.ts';

/** Writes to one draft are strictly one after another: parallel ones answer 412 (docs/graph.md). */
export const drafted = { from: 'drafted', back: 'drafted', inDoubt: 'drafted' } as const;

/**
 * Back to its first byte. The row and the journal say why, because the ribbon may only run backwards with a reason.
 * `why` completes "it goes again: …". Returns how many bytes the server had confirmed when it last had any.
 */
export function restart(context: StepContext, attachment: OutboxAttachment, why: string): number {
  const { deps, record } = context;
  // What it held when this run began is not where it stands.
  const stood = deps.store.get(record.id)?.attachments.find(({ position }) => position === attachment.position);
  const restarted = restartOf(stood ?? attachment, why);
  const change = {
    step: 'waiting',
    sealedUploadUrl: null,
    sessionExpiresAtMs: null,
    confirmedBytes: 0,
    remoteId: null,
    restart: restarted,
  } as const;
  const note = { what: `“${attachment.name}” goes again: ${why}.` };
  deps.store.changeAttachment(record.id, attachment.position, { from: ['drafted'] }, change, note, deps.clock.nowMs());
  return restarted?.atBytes ?? 0;
}

/** Nothing of it had arrived: then nothing runs backwards, and an earlier restart is still the one to tell of. */
export function restartOf(file: OutboxAttachment, why: string): OutboxAttachment['restart'] {
  return file.confirmedBytes === 0 ? file.restart : { atBytes: file.confirmedBytes, why };
}

export function metaOf(attachment: OutboxAttachment): AttachmentMeta {
  const { name, contentType, sizeBytes, contentId } = attachment;
  return { name, contentType, sizeBytes, contentId };
}

/** A session was opened for the file: nothing of it is there yet. */
export async function openedSession(box: SecretBox, { uploadUrl, expiresAtMs }: UploadSession) {
  return {
    step: 'open',
    sealedUploadUrl: await box.seal(uploadUrl, 'uploadUrl'),
    sessionExpiresAtMs: expiresAtMs,
    confirmedBytes: 0,
  } as const;
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
