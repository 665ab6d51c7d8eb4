import { createHash } from 'node:crypto';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { BlobStore } from '../../core/ports/blob-store.ts';
import type { StoredBytes } from '../../core/ports/file-exports.ts';

const PIECE_BYTES = 2 ** 20;

/**
 * A stored file in pieces of 1 MiB. The last one comes only when all of them together are what the hash says, so that
 * whoever passes them on cannot end a damaged file well. Throws `file_damaged` otherwise, also when the file is gone.
 */
export async function* readVerified(
  blobs: Pick<BlobStore, 'open'>,
  { sha256, sizeBytes }: StoredBytes,
): AsyncGenerator<Uint8Array, void, void> {
  const source = await blobs.open(sha256).catch((error: unknown) => {
    throw error instanceof MailroomError ? damaged() : error;
  });
  try {
    if (source.sizeBytes !== sizeBytes) throw damaged();
    const hash = createHash('sha256');
    let held: Uint8Array | null = null;
    for (let offset = 0; offset < sizeBytes;) {
      const piece = new Uint8Array(Math.min(PIECE_BYTES, sizeBytes - offset));
      if ((await source.read(piece, offset)) !== piece.length) throw damaged();
      hash.update(piece);
      if (held !== null) yield held;
      held = piece;
      offset += piece.length;
    }
    if (hash.digest('hex') !== sha256) throw damaged();
    if (held !== null) yield held;
  } finally {
    await source.close();
  }
}

function damaged(): MailroomError {
  return new MailroomError('file_damaged', {
    message: 'The copy that Mailroom keeps is damaged, so nothing of it was written.',
    remediation: 'It is fetched again from the mailbox; try again when it is stored.',
    retriable: true,
  });
}
